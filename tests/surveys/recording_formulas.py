"""Makes ``formulas_by_enketo.json``: formulas of forms, and what the evaluator of the web form gives for them.

    cd tests && python -m surveys.recording_formulas surveys/formulas_by_enketo.json DIR

DIR: where ``npm install openrosa-xpath-evaluator@3.1.0 esbuild@0.28.1`` was done; needs Chromium. The browser's clock
stands at NOW in Hà Nội. tests/surveys/test_formulas.py compares; it needs neither.
"""

import json
import subprocess
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

NOW = "2023-02-20T10:30:00+07:00"
ANSWERS = (
    "<data><tuoi>42</tuoi><le>3.5</le><am>-7</am><kenh>mot_cua truc_tuyen</kenh><mot>co</mot><trong/>"
    "<ten> Nguyễn  Văn A </ten><ngay>2023-02-07</ngay><sinh>1980-05-30</sinh><luc>2023-02-20T08:05:00.000+07:00</luc>"
    "<thu>kho@tinh.gov.vn</thu><diem>18.3450 105.9050 4 5</diem><vung>18.3 105.9 0 0;18.4 105.9 0 0;18.4 106 0 0</vung>"
    "<gio>06:30:00.000+07:00</gio><so_chu>07</so_chu><nhom><con>5</con><chau>6</chau></nhom>"
    "<ho><ten_ho>A</ten_ho><nguoi>3</nguoi></ho><ho><ten_ho>B</ten_ho><nguoi>4</nguoi></ho>"
    "<ho><ten_ho>C</ten_ho><nguoi/></ho></data>"
)
_VALUES = (
    "/data/tuoi", "/data/am", "/data/trong", "/data/mot", "/data/ngay", "/data/luc", "/data/ho/nguoi", "/data/khong_co",
    "42", "0", "'co'", "''", "'42'", "'2023-02-07'", "true()", "false()", "today()", "now()", "date('2023-02-07')",
    "number('x')",
)  # fmt: skip
_SIGNS = ("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "and", "or")
_SINGLE = """
selected(/data/kenh, 'mot_cua')|selected(/data/kenh, 'mot')|selected(/data/trong, '')
selected(/data/kenh, ' truc_tuyen ')|not(selected(/data/kenh, 'khac'))|count-selected(/data/kenh)
count-selected(/data/trong)|selected-at(/data/kenh, 1)|selected-at(/data/kenh, 5)|if(/data/tuoi > 18, 'lon', 'nho')
if(/data/trong = '', 1, 2)|coalesce(/data/trong, /data/mot)|coalesce(/data/mot, 'x')
concat(/data/mot, '-', /data/tuoi)|concat(/data/ho/ten_ho)|join(', ', /data/ho/ten_ho)
join('-', 'a', 'b', /data/tuoi)|string-length(/data/ten)|string-length('')|normalize-space(/data/ten)
contains(/data/thu, '@')|starts-with(/data/thu, 'kho')|ends-with(/data/thu, '.vn')|ends-with(/data/thu, '')
substring-before(/data/thu, '@')|substring-after(/data/thu, '@')|substring-before('abc', 'x')
substring-after('abc', 'x')|substring('12345', 2, 3)|substring('12345', 2)|substring('12345', 1.5, 2.6)
substring('12345', 0, 3)|substr('hello', 1, 3)|substr('hello', 1)|substr('hello', -3)|substr('hello', 0, -1)
translate('bar', 'abc', 'AB')|regex(/data/thu, '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,4}')
regex('12', '^\\d{3}$')|regex('123', '^\\d{3}$')|regex('abc123', '\\d')|regex(/data/trong, '^$')|round(2.5)
round(-2.5)|round(3.14159, 2)|round(1234.5, -2)|round('x')|round(/data/le)|int(3.9)|int(-3.9)|int(/data/trong)
floor(-1.5)|ceiling(-1.5)|floor(/data/le)|abs(/data/am)|pow(2, 10)|sqrt(16)|sqrt(-1)|log(1)|log10(1000)|exp(0)
exp10(3)|pi()|sin(0)|cos(0)|tan(0)|asin(1)|acos(1)|atan(1)|atan2(1, 1)|number(/data/tuoi)|number(/data/trong)
number('1e3')|number('abc')|number(true())|string(/data/tuoi)|string(3.0)|string(1 div 3)|string(1 div 0)
string(0 div 0)|string(true())|boolean(/data/trong)|boolean('')|boolean('0')|boolean(0)|boolean-from-string('true')
boolean-from-string('1')|boolean-from-string('yes')|boolean-from-string(1)|count(/data/ho)|count(/data/khong_co)
count-non-empty(/data/ho/nguoi)|sum(/data/ho[nguoi != '']/nguoi)|sum(/data/ho/nguoi)|sum(/data/khong_co)
min(/data/tuoi, 7)|max(/data/tuoi, 7)|max(/data/ho[nguoi != '']/nguoi)|min(/data/ho/nguoi)
max(/data/tuoi, /data/trong)|checklist(1, 2, /data/mot = 'co', /data/tuoi > 100)|checklist(2, -1, true(), false())
weighted-checklist(3, 5, true(), 4, false(), 9)|/data/ho[2]/ten_ho|/data/ho[position() = 3]/ten_ho
/data/ho[last()]/ten_ho|/data/ho[nguoi > 3]/ten_ho|position(/data/ho[2])|/data/*[1]|//nguoi
/data/nhom/con + /data/nhom/chau|/data/nhom/../mot|/data/ho[ten_ho = 'B']/nguoi * 2|-/data/tuoi|- - 3|3 - -2
1 + 2 * 3|(1 + 2) * 3|7 mod 3|-7 mod 3|7 mod -3|5 div 2|1 = 1 and 2 = 3 or 4 = 4|not(1 = 2) and true()
/data/tuoi >= 18 and /data/tuoi <= 110|/data/mot = 'co' or /data/mot = 'x'|/data/ho/nguoi = 4|/data/ho/nguoi != 4
/data/ho/nguoi > 3|/data/ho/nguoi = /data/nhom/con|not(/data/trong)|/data/trong = ''|string-length(/data/trong) = 0
/data/so_chu = 7|/data/so_chu = '7'|/data/mot|/data/ten|today()|now()|today() - /data/ngay
int((today() - date(/data/sinh)) div 365.25)|/data/ngay <= today()|/data/ngay > '2023-01-31'|/data/ngay + 7
date(/data/ngay + 7)|date('2023-02-07') + 1|format-date(/data/ngay, '%d/%m/%Y')|format-date(/data/luc, '%H:%M:%S')
format-date('2023-2-7', '%e/%n/%y')|format-date(/data/trong, '%Y')|format-date-time(/data/luc, '%Y-%m-%dT%H:%M')
date('')|date('2023-02-07')|date-time('2023-02-07T08:00:00.000+07:00')
decimal-date-time('2023-02-07T12:00:00.000+07:00')|decimal-date-time(/data/ngay)|decimal-time(/data/gio)
decimal-time('x')|date(100)|date('2023-02-07') = /data/ngay|/data/ngay = '2023-02-07'|/data/ngay != '2023-2-7'
/data/luc > now()|date(/data/luc) = today()|format-date(/data/luc, '%Y-%m-%d') = today()
decimal-date-time(/data/luc) > decimal-date-time(/data/ngay)|digest('abc', 'SHA-256', 'hex')|digest('abc', 'MD5')
digest(/data/mot, 'SHA-1', 'base64')|distance(/data/vung)|area(/data/vung)|distance(/data/diem)|area(/data/diem)
distance(/data/trong)|/data/nhom|(/data/tuoi | /data/am)|count(/data/tuoi | /data/am)|once('a')|name(/data/tuoi)
local-name(/data/tuoi)|string(/data/khong_co)|/data/khong_co = ''|/data/khong_co != ''|/data/tuoi = 42.0|0.1 + 0.2
1000000 * 1000000|2 div 3|true() = 'false'|true() = 1|'a' = 'a'|'a' < 'b'|'10' > '9'|/data/le mod 1|string(10 div 4)
/data/tuoi mod 10 = 2|/data/kenh = 'mot_cua'|/data/kenh != ''|concat('', 3 + 4)|if(/data/khong_co, 'a', 'b')
if('', 'a', 'b')|if('0', 'a', 'b')|if(0, 'a', 'b')|round(0.5)|round(1.005, 2)|int('12.7')|int('abc')|number('+5')
number(' 12 ')
"""
_DRIVER = """
const Evaluator = require('openrosa-xpath-evaluator');
const evaluator = Evaluator();
window.reckon = (xml, formulas) => {
    const doc = new DOMParser().parseFromString(xml, 'text/xml');
    const ask = (formula, type) => {
        try {
            const found = evaluator.evaluate(formula, doc.documentElement, null, type);
            return type === 2 ? found.stringValue : found.booleanValue;
        } catch (error) { return null; }
    };
    return formulas.map(formula => [formula, ask(formula, 2), ask(formula, 3)]);
};
"""


def formulas() -> list[str]:
    single = [one.strip() for line in _SINGLE.strip().splitlines() for one in line.split("|") if one.strip()]
    whole = [one for one in single if one.count("(") == one.count(")")]
    unions = ["(/data/tuoi | /data/am)", "count(/data/tuoi | /data/am)"]
    return [*whole, *unions, *(f"{a} {sign} {b}" for sign, a, b in product(_SIGNS, _VALUES, _VALUES))]


def main(target: str, folder: str) -> None:
    entry = Path(folder, "driver.js")
    entry.write_text(_DRIVER)
    command = ["node_modules/.bin/esbuild", "driver.js", "--bundle", "--format=iife", "--define:global=window"]
    bundle = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    with sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_context(timezone_id="Asia/Ho_Chi_Minh").new_page()
        page.clock.set_fixed_time(NOW)
        page.evaluate(bundle)
        found = page.evaluate("([xml, formulas]) => reckon(xml, formulas)", [ANSWERS, formulas()])
        browser.close()
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)
    Path(target).write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
