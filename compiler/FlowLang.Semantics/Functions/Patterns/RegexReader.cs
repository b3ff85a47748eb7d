namespace FlowLang.Semantics.Functions.Patterns;

/// <summary>Reads a regular expression by recursive descent and stops at the first thing outside the subset.</summary>
internal sealed class RegexReader(string text)
{
    private const int MostRepeats = 1000;
    private const int DeepestNesting = 100;

    private int _at;
    private RegexMistake? _mistake;

    public int Groups { get; private set; }

    public bool HasAlternation { get; private set; }

    private bool AtEnd => _at >= text.Length;

    private char Current => text[_at];

    /// <summary>The first mistake, or null.</summary>
    public RegexMistake? Read()
    {
        ReadAlternatives(depth: 0, repeats: 1);
        if (_mistake is null && !AtEnd)
        {
            Stop("has a `)` without its `(`", "write `\\)` for the character");
        }

        return _mistake;
    }

    private void ReadAlternatives(int depth, int repeats)
    {
        if (depth > DeepestNesting)
        {
            Stop($"nests deeper than {DeepestNesting}", null);
            return;
        }

        while (_mistake is null && !AtEnd && Current != ')')
        {
            if (Current == '|')
            {
                HasAlternation = true;
                _at++;
            }
            else
            {
                ReadRepeated(depth, repeats);
            }
        }
    }

    private void ReadRepeated(int depth, int repeats)
    {
        int start = _at;
        bool isAnchor = Current is '^' or '$' || (Current == '\\' && _at + 1 < text.Length && text[_at + 1] is 'b' or 'B');

        // How often what stands here repeats is known only behind it: it is read twice, the second time with its bound.
        (int groups, bool alternation) = (Groups, HasAlternation);
        ReadAtom(depth, repeats);
        int bound = _mistake is null ? PeekBound() : 1;
        if (_mistake is null && bound > 1 && text[start] == '(')
        {
            int end = _at;
            (_at, Groups, HasAlternation) = (start, groups, alternation);
            ReadAtom(depth, repeats * bound);
            _at = end;
        }

        if (_mistake is null && repeats * bound > MostRepeats)
        {
            Stop($"repeats something more than {MostRepeats} times", "test the length with `length(…)` instead");
        }

        if (_mistake is null)
        {
            ReadQuantifier(isAnchor);
        }
    }

    private void ReadAtom(int depth, int repeats)
    {
        switch (Current)
        {
            case '(':
                ReadGroup(depth, repeats);
                break;
            case '[':
                _mistake = RegexClass.Read(text, ref _at);
                break;
            case '\\':
                _mistake = RegexEscape.Read(text, ref _at, inClass: false);
                break;
            case '*' or '+' or '?' or '{':
                Stop($"has `{Current}` with nothing before it to repeat", $"write `\\{Current}` for the character");
                break;
            case ']' or '}':
                Stop($"has `{Current}` on its own", $"write `\\{Current}` for the character");
                break;
            default:
                _at++;
                break;
        }
    }

    private void ReadGroup(int depth, int repeats)
    {
        _at++;
        if (!AtEnd && Current == '?')
        {
            string rest = text[_at..];
            if (!rest.StartsWith("?:", StringComparison.Ordinal))
            {
                Stop(WhatGroupIs(rest), "groups are `(…)` and `(?:…)`");
                return;
            }

            _at += 2;
        }
        else
        {
            Groups++;
        }

        ReadAlternatives(depth + 1, repeats);
        if (_mistake is null && AtEnd)
        {
            Stop("has a `(` without its `)`", "write `\\(` for the character");
            return;
        }

        _at++;
    }

    private static string WhatGroupIs(string rest) => rest switch
    {
        ['?', '=' or '!', ..] => "looks ahead, which not every engine can",
        ['?', '<', '=' or '!', ..] => "looks behind, which not every engine can",
        ['?', 'P' or '<', ..] => "names a group, which not every engine can",
        _ => "sets options inside, which not every engine can",
    };

    private int PeekBound()
    {
        if (AtEnd || Current != '{')
        {
            return 1;
        }

        int close = text.IndexOf('}', _at);
        string last = close < 0 ? "" : text[(_at + 1)..close].Split(',')[^1];
        string first = close < 0 ? "" : text[(_at + 1)..close].Split(',')[0];
        return int.TryParse(last.Length > 0 ? last : first, out int bound) ? Math.Clamp(bound, 1, MostRepeats + 1) : 1;
    }

    private void ReadQuantifier(bool isAnchor)
    {
        if (AtEnd || Current is not ('*' or '+' or '?' or '{'))
        {
            return;
        }

        if (isAnchor)
        {
            Stop($"repeats an anchor by `{Current}`", null);
            return;
        }

        if (Current == '{' && !ReadBounds())
        {
            Stop("has a `{` that is no repetition", "write `{3}`, `{3,}` or `{3,5}`, or `\\{` for the character");
            return;
        }

        _at++;
        if (!AtEnd && Current is '?' or '+' or '*' or '{')
        {
            Stop(
                Current == '?' ? "has a lazy quantifier, which not every engine can" : "repeats a repetition",
                Current == '?' ? "say what may stand between: `[^\"]*` instead of `.*?`" : "put the inner one into `(?:…)`");
        }
    }

    // Leaves the position at the closing brace.
    private bool ReadBounds()
    {
        int close = text.IndexOf('}', _at);
        if (close < 0)
        {
            return false;
        }

        string[] bounds = text[(_at + 1)..close].Split(',');
        bool valid = bounds.Length is 1 or 2 && IsBound(bounds[0]) && (bounds.Length == 1 || bounds[1].Length == 0 || IsBound(bounds[1]));
        if (valid && bounds is [var low, { Length: > 0 } high] && int.Parse(low) > int.Parse(high))
        {
            return false;
        }

        _at = close;
        return valid;
    }

    private static bool IsBound(string bound) => bound.Length is > 0 and <= 4 && bound.All(char.IsAsciiDigit);

    private void Stop(string what, string? help) => _mistake ??= new RegexMistake(what, help);
}
