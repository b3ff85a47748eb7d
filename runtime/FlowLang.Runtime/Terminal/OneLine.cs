namespace FlowLang.Runtime;

/// <summary>Text of others where one line is wanted: a cell, a header, a message.</summary>
public static class OneLine
{
    /// <summary>The text with a blank for each control character.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
