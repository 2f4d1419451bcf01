"""Numbers that pass, or just fail, their checksums. None was issued to anybody that we know of."""

import string


def digits(rng, count):
    return "".join(rng.choice(string.digits) for _ in range(count))


def nir(rng, born, female):
    body = f"{2 if female else 1}{born.year % 100:02}{born.month:02}{rng.randint(10, 95)}{rng.randint(1, 989):03}{rng.randint(1, 989):03}"
    key = 97 - int(body) % 97
    return f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:13]} {key:02}"


def nino(rng, born, female):
    return f"{rng.choice(['JG', 'KM', 'PY', 'ST'])} {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)} {rng.choice('ABCD')}"


def tax_id(rng, born, female):
    chosen = rng.sample(string.digits[1:], 9)
    body = chosen[:1] + rng.sample(chosen[1:] + [chosen[4]], 9)
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    number = "".join(body) + str((11 - product) % 10)
    return f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}"


def dni(rng, born, female):
    number = rng.randint(10_000_000, 79_999_999)
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def codice_fiscale(rng, born, female):
    odd = dict(zip(string.digits + string.ascii_uppercase,
                   [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12,
                    14, 16, 10, 22, 25, 24, 23]))
    names = "".join(rng.choice("BCDFGLMNPRSTVZ") for _ in range(6))
    day = born.day + (40 if female else 0)
    body = f"{names}{born.year % 100:02}{'ABCDEHLMPRST'[born.month - 1]}{day:02}F205"
    even = {each: index for index, each in enumerate(string.digits)} | {
        each: index for index, each in enumerate(string.ascii_uppercase)}
    total = sum(odd[each] if place % 2 == 0 else even[each] for place, each in enumerate(body))
    return body + string.ascii_uppercase[total % 26]


def weighted(rng, weights, check_of):
    while True:
        body = rng.choice("12") + digits(rng, len(weights) - 1)
        check = check_of(sum(int(digit) * weight for digit, weight in zip(body, weights)))
        if check is not None:
            return body + str(check)


def bsn(rng, born, female):
    return weighted(rng, range(9, 1, -1), lambda total: total % 11 if total % 11 < 10 else None)


def nif(rng, born, female):
    return weighted(rng, range(9, 1, -1), lambda total: 0 if total % 11 < 2 else 11 - total % 11)


def pesel(rng, born, female):
    month = born.month + (20 if born.year >= 2000 else 0)
    body = f"{born.year % 100:02}{month:02}{born.day:02}{digits(rng, 3)}{rng.choice('02468' if female else '13579')}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)))
    return body + str(-total % 10)


def iban(rng, country):
    shape = {"FR": "5 5 11 2", "GB": "NWBK 14", "DE": "18", "ES": "20", "IT": "X 22", "NL": "INGB 10", "PT": "21",
             "PL": "24"}[country]
    bban = "".join(digits(rng, int(part)) if part.isdigit() else part for part in shape.split())
    number = int("".join(str(int(each, 36)) for each in bban + country + "00"))
    plain = f"{country}{98 - number % 97:02}{bban}"
    return " ".join(plain[at:at + 4] for at in range(0, len(plain), 4))


def reference(rng):
    """Looks like a card number and fails Luhn's check."""
    while True:
        number = "4" + digits(rng, 15)
        doubled = [int(each) * (2 - place % 2) for place, each in enumerate(number)]
        if sum(each // 10 + each % 10 for each in doubled) % 10 != 0:
            return " ".join(number[at:at + 4] for at in range(0, 16, 4))
