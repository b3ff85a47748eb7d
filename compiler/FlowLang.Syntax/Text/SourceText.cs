namespace FlowLang.Syntax.Text;

/// <summary>The text of one `.flow` file with its workspace-relative path and line starts. Offsets count UTF-16 units.</summary>
public sealed class SourceText
{
    private readonly Lazy<int[]> _lineStarts;

    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        _lineStarts = new Lazy<int[]>(() => FindLineStarts(text));
    }

    /// <summary>A file that is not there: where diagnostics about a whole workspace point.</summary>
    public static SourceText None { get; } = new("", "");

    public string Path { get; }

    public string Text { get; }

    /// <summary>Says that the bytes of the file were not UTF-8 (FL1003); set by whoever decoded them.</summary>
    public bool HasInvalidUtf8 { get; init; }

    public int Length => Text.Length;

    public int LineCount => _lineStarts.Value.Length;

    public TextSpan Span(int start, int length) => new(this, start, length);

    /// <summary>1-based line of an offset.</summary>
    public int LineOf(int offset)
    {
        int index = Array.BinarySearch(_lineStarts.Value, offset);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>1-based column of an offset, in UTF-16 units.</summary>
    public int ColumnOf(int offset) => offset - _lineStarts.Value[LineOf(offset) - 1] + 1;

    /// <summary>The text of a 1-based line without its line break.</summary>
    public string Line(int line)
    {
        int[] starts = _lineStarts.Value;
        int start = starts[line - 1];
        int end = line < starts.Length ? starts[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
    }

    public override string ToString() => Path;

    private static int[] FindLineStarts(string text)
    {
        List<int> starts = [0];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
