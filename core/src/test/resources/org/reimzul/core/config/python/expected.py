"""Writes NAME.json, what this Python makes of NAME.ini, for each file here.

    python2.7 expected.py       the values that the tests compare with
    python3 expected.py --diff  says where Python 3 differs (it writes nothing)
"""
import glob
import io
import json
import sys

try:
    import ConfigParser as parsers
except ImportError:
    import configparser as parsers


def name(error):
    return {"error": type(error).__name__}


def values(parser, section):
    result = {}
    for key in parser.options(section):
        try:
            result[key] = parser.get(section, key)
        except parsers.Error as error:
            result[key] = name(error)
    return result


def read(path):
    parser = getattr(parsers, "SafeConfigParser", parsers.ConfigParser)()
    try:
        parser.read(path)
        return dict((each, values(parser, each)) for each in parser.sections())
    except (parsers.Error, UnicodeDecodeError) as error:
        return name(error)


for path in sorted(glob.glob("*.ini")):
    told = json.dumps(read(path), indent=2, sort_keys=True, separators=(",", ": ")) + "\n"
    target = path[:-4] + ".json"
    if "--diff" not in sys.argv:
        with open(target, "w") as out:
            out.write(told)
    elif io.open(target).read() != told:
        sys.stdout.write("%s: %s" % (path, told))
