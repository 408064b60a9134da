# Sourced by the doors: `root` of the project, `python` (3.11 or newer), `venv_python`, and the function say.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv_python=$root/.venv/bin/python
export PYTHONUTF8=1

say() {  # say CHINESE ENGLISH
    printf '%s\n  %s\n' "$1" "$2" >&2
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
    if [ -n "$candidate" ] && new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    found=$( (python3 --version || python --version) 2>&1 | head -n 1) || found=
    say "需要 Python 3.11 或更新的版本，本机找到的是：${found:-没有 Python}。请安装后重试，或用 PYTHON=路径 指定解释器。" \
        "Python 3.11 or newer is needed; found: ${found:-none}. Install it, or name one with PYTHON=path."
    exit 2
fi
