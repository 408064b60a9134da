"""Numbers, money, rates, units and Chinese numerals, exactly as they are written in reports."""
