namespace FlowLang.Syntax.Text;

/// <summary>A stretch of a file: what a diagnostic underlines. It carries its file, so it is a full location.</summary>
public readonly record struct TextSpan(SourceText Source, int Start, int Length)
{
    public static TextSpan None { get; } = new(SourceText.None, 0, 0);

    /// <summary>The offset after the last character.</summary>
    public int End => Start + Length;

    /// <summary>1-based line of the first character.</summary>
    public int Line => Source.LineOf(Start);

    /// <summary>1-based column of the first character, in UTF-16 units.</summary>
    public int Column => Source.ColumnOf(Start);

    public int EndLine => Source.LineOf(End);

    public int EndColumn => Source.ColumnOf(End);

    public string Text => Source.Text.Substring(Start, Length);

    /// <summary>From the start of this span to the end of <paramref name="other"/>.</summary>
    public TextSpan Through(TextSpan other) => new(Source, Start, Math.Max(End, other.End) - Start);

    public override string ToString() => $"{Source.Path}:{Line}:{Column}";
}
