"""The check characters of GB 11643, GB 11714, GB 32100 and GB/T 36904."""

from __future__ import annotations

from xunzheng.identifiers.characters import CREDIT, LETTERS_AND_DIGITS

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def personal_check(body: str) -> str:
    """The 18th character of an identity number, given the 17 digits: ISO 7064 MOD 11-2, X for 10.

    Every wrong digit and every exchange of neighbours changes it. Raises ValueError for other characters.
    """
    remainder = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body)) % 11
    return "10X98765432"[remainder]


def organisation_check(body: str) -> str:
    """The 9th character of an organisation code, given the 8 before it (GB 11714, MOD 11, X for 10).

    Letters count from 10. Two letters or digits that differ by a multiple of 11 (0 and B) are not told
    apart; digits always are. Raises ValueError for other characters.
    """
    pairs = zip(_ORGANISATION_WEIGHTS, body, strict=True)
    total = sum(weight * LETTERS_AND_DIGITS.index(letter) for weight, letter in pairs)
    return "0123456789X"[-total % 11]


def credit_check(body: str) -> str:
    """The 18th character of a unified social credit code, given the 17 before it (GB 32100, MOD 31).

    Every wrong character and every exchange of neighbours changes it, for the modulus is a prime above
    every difference. Raises ValueError for characters outside the 31.
    """
    total = sum(CREDIT.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return CREDIT[-total % 31]


def licence_check(body: str) -> str:
    """The last part of a licence identifier, given the four before it without dots: ISO 7064 MOD 37,36.

    Every wrong character changes it; some exchanges of neighbours do not, which the standard does not
    promise. Raises ValueError for characters that are neither digits nor capitals.
    """
    product = 36
    for letter in body:
        product = ((product + LETTERS_AND_DIGITS.index(letter)) % 36 or 36) * 2 % 37
    return LETTERS_AND_DIGITS[(37 - product) % 36]
