# It works on values, after everything that this configuration includes; Python 2 and 3.


def _reimzul_fill(value, fill, words):
    """Puts the farm's values in place of its words, in strings however deep."""
    import re
    if isinstance(value, str):
        either = '|'.join(re.escape(word) for word in words)
        return re.sub(either, lambda found: words[found.group()], value)
    if isinstance(value, tuple):
        return tuple(fill(each, fill, words) for each in value)
    if isinstance(value, list):
        value[:] = [fill(each, fill, words) for each in value]
    elif isinstance(value, dict):
        for key in list(value):
            value[key] = fill(value[key], fill, words)
    return value


def _reimzul_expanded(options, key):
    """A value as it will be when its templates are expanded."""
    if isinstance(options, dict):
        return options[key]  # an old mock, which has no templates
    options['__jinja_expand'] = True
    try:
        return options[key]
    except Exception:
        return options.__dict__[key]
    finally:
        options['__jinja_expand'] = False


def _reimzul_farms_own(text, base):
    """The names of the repositories that lie below the farm's base URL."""
    own, section = [], None
    for line in text.splitlines():
        if line.startswith('['):
            section = line[1:].split(']')[0]
        elif section and base in line and not line.startswith(('#', ';')):
            own.append(section)
    return own


def _reimzul_added(text, base, repositories, seen):
    """The same with these repositories of the farm, but for those that it has."""
    for name in repositories:
        url = base + '/repo/' + name
        if not any(url in line.rstrip('/').split('=') for line in seen.split()):
            text = text.rstrip('\n') + (
                '\n\n[reimzul-%s]\nname=%s, published by this farm\nbaseurl=%s/\ngpgcheck=0\n'
                'skip_if_unavailable=False\n' % (name, name, url))
    return text


def _reimzul_fresh(text, own):
    """The same without a cache for the metadata of these repositories."""
    import re
    lines, section = [], None
    for line in text.splitlines():
        if line.startswith('['):
            section = line[1:].split(']')[0]
            lines.append(line)
            if section in own:
                lines.append('metadata_expire=0')
        elif section not in own or not re.match(r'metadata_expire\s*[=:]', line):
            lines.append(line)
    return '\n'.join(lines) + '\n'


_reimzul_root = config_opts.get('root') or ''
for _reimzul_key in list(config_opts.keys()):
    config_opts[_reimzul_key] = _reimzul_fill(
        config_opts[_reimzul_key], _reimzul_fill, _reimzul['words'])
if 'TARGETNAME' not in _reimzul_root:
    # an installed configuration: another target, or a person, may use it too
    config_opts['root'] = _reimzul['words']['TARGETNAME']
for _reimzul_key in [key for key in config_opts.keys() if key.endswith('.conf')]:
    _reimzul_text = config_opts[_reimzul_key]
    if not isinstance(_reimzul_text, str):
        continue
    if _reimzul_key in ('dnf.conf', 'yum.conf') and '[main]' in _reimzul_text:
        config_opts[_reimzul_key] = _reimzul_text = _reimzul_added(
            _reimzul_text, _reimzul['words']['http://repohost'], _reimzul['repositories'],
            _reimzul_expanded(config_opts, _reimzul_key))
    _reimzul_full = _reimzul_expanded(config_opts, _reimzul_key)
    _reimzul_own = _reimzul_farms_own(_reimzul_full, _reimzul['words']['http://repohost'])
    if _reimzul_own:
        if not set(_reimzul_own) <= set(_reimzul_farms_own(_reimzul_text, '')):
            _reimzul_text = _reimzul_full  # a template has written the sections' names
        config_opts[_reimzul_key] = _reimzul_fresh(_reimzul_text, _reimzul_own)
_reimzul_cache = config_opts['plugin_conf'].setdefault('root_cache_opts', {})
_reimzul_cache['age_check'] = True
_reimzul_cache['max_age_days'] = _reimzul['root_cache_days']
