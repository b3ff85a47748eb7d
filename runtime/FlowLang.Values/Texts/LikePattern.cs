namespace FlowLang.Values.Texts;

/// <summary>A pattern of `like`: `%` is any run, `_` one code point, `\` escapes.</summary>
public sealed class LikePattern
{
    private const char AnyRun = '\uFFFF';
    private const char AnyOne = '\uFFFE';

    // Neither mark is a character of text.
    private readonly string _pattern;

    public LikePattern(string pattern)
    {
        char[] marks = new char[pattern.Length];
        int count = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            bool isEscaped = pattern[i] == '\\' && i + 1 < pattern.Length;
            i += isEscaped ? 1 : 0;
            marks[count++] = isEscaped ? pattern[i] : pattern[i] switch { '%' => AnyRun, '_' => AnyOne, var c => c };
        }

        _pattern = new string(marks, 0, count);
    }

    public bool IsMatch(string text)
    {
        int at = 0;
        int mark = 0;
        int lastRun = -1;
        int lastAt = 0;
        while (at < text.Length)
        {
            if (mark < _pattern.Length && _pattern[mark] == AnyRun)
            {
                lastRun = mark++;
                lastAt = at;
            }
            else if (mark < _pattern.Length && _pattern[mark] == AnyOne)
            {
                at += char.IsSurrogatePair(text, at) ? 2 : 1;
                mark++;
            }
            else if (mark < _pattern.Length && _pattern[mark] == text[at])
            {
                at++;
                mark++;
            }
            else if (lastRun >= 0)
            {
                // The last run takes one code point more.
                lastAt += char.IsSurrogatePair(text, lastAt) ? 2 : 1;
                at = lastAt;
                mark = lastRun + 1;
            }
            else
            {
                return false;
            }
        }

        return _pattern.AsSpan(mark).IndexOfAnyExcept(AnyRun) < 0;
    }
}
