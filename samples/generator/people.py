"""Invents a person from a language's data file: what their CV says, and what a reader must find in it.

A data file (people/<language>.toml) holds lists of words. In them {m|f} inflects for a man or a woman, [x] marks what
is sensitive (or, under `negatives`, what only looks so), and | parts the members of an entry:
  places, abroad      postcode|city (|country|its code)         languages, native   name|ISO code (|fluency)
  trades.*.employers  name|city                                 trades.*.studies    type|area|institution|EQF level
  references          name|what they are                        statements.*        where|[label or role|]text
A statement stands `where`: personal (a labelled value), misc (a line), summary (a sentence), volunteer (an office).
"""

import dataclasses
import datetime
import pathlib
import random
import re
import tomllib
import unicodedata

from generator import identifiers

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "people"
LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt", "pl")
CATEGORIES = ("ethnic_origin", "political_opinion", "religious_belief", "trade_union", "genetic", "biometric", "health",
              "sex_life", "criminal_record", "gender", "family", "nationality", "physical", "national_id", "financial")
WRITTEN_AT = (2025, 3)


@dataclasses.dataclass
class Person:
    language: str
    words: dict                 # the language's data
    trade: str
    rng: random.Random
    female: bool
    born: datetime.date
    profile: dict               # as the contract says
    name_shown: str = ""
    phone_shown: str = ""
    country_shown: str = ""
    personal: list = dataclasses.field(default_factory=list)   # (label, value)
    misc: list = dataclasses.field(default_factory=list)       # lines
    findings: list = dataclasses.field(default_factory=list)
    negatives: list = dataclasses.field(default_factory=list)

    def pick(self, key):
        return self.inflect(self.rng.choice(self.words[key]))

    def inflect(self, text):
        return re.sub(r"\{([^{}|]*)\|([^{}|]*)\}", lambda match: match[2 if self.female else 1], text)


def load(language):
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def plain(text):
    """Letters of an address: no diacritics, lower case, dots for the rest."""
    text = text.translate(str.maketrans("łŁøØßı", "lLoOsi"))
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", ".", text).strip(".")


def iso(year, month=None):
    return f"{year}-{month:02}" if month else str(year)


def marked(person, text, into, **about):
    """The text without its marks; what was marked becomes a finding or a negative."""
    text = person.inflect(text)
    for name in ("nir", "nino", "tax_id", "dni", "codice_fiscale", "bsn", "nif", "pesel"):
        if f"${name}" in text:
            text = text.replace(f"${name}", getattr(identifiers, name)(person.rng, person.born, person.female))
    if "$iban" in text:
        text = text.replace("$iban", identifiers.iban(person.rng, person.words["country"]))
    if "$reference" in text:
        text = text.replace("$reference", identifiers.reference(person.rng))
    whole = re.sub(r"[\[\]]", "", text)
    for found in re.findall(r"\[([^\]]*)\]", text):
        into.append({**about, "text": found} | ({"context": whole} if into is person.negatives and found != whole else {}))
    return whole


def add_basics(person, options):
    rng, words, basics = person.rng, person.words, person.profile["basics"]
    given = rng.choice(words["female" if person.female else "male"])
    family = rng.choice(words["family"])
    if options.get("double_surname"):
        family = " ".join(rng.sample(words["family"], 2))
    family = person.inflect(family)
    basics |= {"name": f"{given} {family}", "givenName": given, "familyName": family}
    shown = {"plain": f"{given} {family}", "family_caps": f"{given} {family.upper()}",
             "caps": f"{given} {family}".upper(), "family_first": f"{family.upper()} {given}"}
    person.name_shown = shown[options.get("name", "plain")]
    if options.get("title"):
        person.name_shown = f"{rng.choice(words['titles'])} {person.name_shown}"
    domain = rng.choice(["example.org", "example.com", "example.net", "mail.example.org"])
    local = rng.choice(["{g}.{f}", "{f}{d}", "{g}_{f}", "{i}{f}"]).format(
        g=plain(given), f=plain(family).replace(".", ""), i=plain(given)[0], d=rng.randint(10, 99))
    basics["email"] = f"{local}@{domain}"
    person.phone_shown = re.sub("#", lambda _: rng.choice("23456789"), rng.choice(words["phones"]))
    basics["phone"] = e164(person.phone_shown, words["dial"])
    place = rng.choice(words["abroad"] if options.get("abroad") else words["places"]).split("|")
    basics["location"] = {"address": rng.choice(words["streets"]), "postalCode": place[0], "city": place[1]}
    if len(place) > 2:
        person.country_shown = place[2]
        basics["location"]["countryCode"] = place[3]
    if rng.random() < 0.3:
        basics["url"] = f"https://{plain(family).replace('.', '-')}.example.net"
    if rng.random() < 0.35:
        network, host = rng.choice([("LinkedIn", "linkedin.com/in/"), ("GitHub", "github.com/"), ("Xing", "xing.com/profile/")])
        handle = f"{plain(given)}-{plain(family).replace('.', '-')}"
        basics["profiles"] = [{"network": network, "username": handle, "url": f"https://{host}{handle}"}]


def e164(shown, dial):
    number = re.sub(r"[^\d+]", "", shown.replace("(0)", ""))
    if number.startswith("+"):
        return number
    if number.startswith("00"):
        return "+" + number[2:]
    return dial + (number[1:] if number.startswith("0") and dial != "+39" else number)


def add_work(person, options):
    rng, trade = person.rng, person.words["trades"][person.trade]
    count = options.get("jobs", rng.randint(2, 4))
    positions = [person.inflect(each) for each in trade["positions"]]
    duties, employers = list(trade["duties"]), rng.sample(trade["employers"], len(trade["employers"]))
    rng.shuffle(duties)
    year, month = WRITTEN_AT[0] - rng.randint(0, 1), rng.randint(1, 12)
    ongoing = options.get("ongoing", rng.random() < 0.6)
    jobs = []
    for index in range(count):
        employer, city = employers[0 if options.get("one_employer") and index < 2 else index % len(employers)].split("|")
        job = {"name": employer, "position": positions[min(index, len(positions) - 1)], "location": city}
        end = (year, month)
        months = rng.randint(10, 70)
        start = divmod(year * 12 + month - 1 - months, 12)
        job["startDate"] = iso(start[0], start[1] + 1)
        if index or not ongoing:
            job["endDate"] = iso(*end)
        job["highlights"] = [marked(person, duties.pop(), person.negatives, note="a duty") for _ in range(rng.randint(1, 3)) if duties]
        if not job["highlights"]:
            del job["highlights"]
        jobs.append(job)
        gap = options.get("gap", 0) if index == 0 else rng.choice([0, 1, 1, 3])
        year, month = divmod(start[0] * 12 + start[1] - gap, 12)
        month += 1
    if jobs:
        person.profile["work"] = jobs


def add_education(person, options):
    rng, trade = person.rng, person.words["trades"][person.trade]
    year = int(person.profile["work"][-1]["startDate"][:4]) - rng.randint(0, 1) if person.profile.get("work") else 2024
    courses = []
    for study in trade["studies"]:
        kind, area, institution, level = person.inflect(study).split("|")
        years = rng.randint(2, 4)
        courses.append({"institution": institution, "studyType": kind, "area": area, "eqf": int(level),
                        "startDate": iso(year - years, 9), "endDate": iso(year, 6)})
        year -= years
    person.profile["education"] = courses


def add_lists(person, options):
    rng, words, trade, profile = person.rng, person.words, person.words["trades"][person.trade], person.profile
    skills = [person.inflect(each) for each in trade["skills"]]
    if ":" in skills[0]:
        profile["skills"] = [{"name": name.strip(), "keywords": [each.strip() for each in rest.split(",")]}
                             for name, rest in (each.split(":") for each in skills)]
    else:
        profile["skills"] = [{"name": each} for each in skills]
    native, code, fluency = person.inflect(words["native"]).split("|")
    profile["languages"] = [{"language": native, "fluency": fluency, "code": code, "cefr": "C2", "native": True}]
    for name, code in (each.split("|") for each in rng.sample(words["languages"], rng.randint(1, 3))):
        language = {"language": name, "fluency": person.pick("fluency"), "code": code}
        if re.fullmatch("[ABC][12]", language["fluency"]):
            language["cefr"] = language["fluency"]
        profile["languages"].append(language)
    certificates = [person.inflect(each) for each in trade["certificates"]]
    profile["certificates"] = [{"name": each, "date": str(rng.randint(2009, 2024))} for each in certificates]
    if rng.random() < 0.6:
        profile["interests"] = [{"name": each} for each in rng.sample(words["interests"], rng.randint(2, 4))]
    if rng.random() < 0.25:
        name, about = rng.choice(words["references"]).split("|")
        profile["references"] = [{"name": name, "reference": about}]
    if rng.random() < 0.7:
        profile["basics"]["summary"] = person.inflect(rng.choice(trade["summary"]))


def add_statement(person, category, statement):
    where, *rest = re.split(r"\|(?![^{}]*\})", statement)
    texts = [marked(person, each, person.findings, category=category) for each in rest]
    if where == "personal":
        person.personal.append((texts[0].rstrip(":"), texts[1]))
    elif where == "misc":
        person.misc.append(": ".join(texts))
    elif where == "summary":
        basics = person.profile["basics"]
        basics["summary"] = f"{basics['summary']} {texts[0]}" if "summary" in basics else texts[0]
    else:
        start = person.rng.randint(2010, 2019)
        person.profile.setdefault("volunteer", []).append(
            {"organization": texts[1], "position": texts[0], "startDate": str(start), "endDate": str(start + 3)})


def add_negative(person, where):
    entry = person.rng.choice(person.words["negatives"][where])
    jobs = person.profile.get("work")
    if where == "employers" and jobs:
        employer, city = entry.split("|")
        jobs[-1] |= {"name": marked(person, employer, person.negatives, note="an employer"), "location": city}
    elif where == "duties" and jobs:
        jobs[0].setdefault("highlights", []).append(marked(person, entry, person.negatives, note="a duty"))
    elif where == "certificates":
        name = marked(person, entry, person.negatives, note="a course's subject")
        person.profile["certificates"].append({"name": name, "date": "2018"})
    elif where == "lines":
        person.misc.append(marked(person, entry, person.negatives, note="wrong checksum"))


def invent(language, trade, seed, **options):
    """The same arguments give the same person. Options are those of samples.toml."""
    rng = random.Random(f"{language} {trade} {seed}")
    female = options.get("female", rng.random() < 0.5)
    born = datetime.date(rng.randint(1964, 1996), rng.randint(1, 12), rng.randint(1, 28))
    person = Person(language, load(language), trade, rng, female, born, {"basics": {}})
    add_basics(person, options)
    add_work(person, options)
    add_education(person, options)
    add_lists(person, options)
    if rng.random() < 0.7:
        person.profile["basics"]["label"] = person.inflect(rng.choice(person.words["trades"][trade]["positions"]))
    for category in options.get("say", []):
        if category == "birth_date":
            continue
        add_statement(person, category, rng.choice(person.words["statements"][category]))
    for where in options.get("negatives", []):
        add_negative(person, where)
    return person
