using System.Text;

namespace FlowLang.Values.Aggregates;

/// <summary>All texts, in the order in which they are added, with a separator between them.</summary>
public struct JoinedText
{
    private StringBuilder? _text;

    public readonly bool IsEmpty => _text is null;

    public readonly string Result => _text?.ToString() ?? "";

    public void Add(string value, string separator)
    {
        if (_text is null)
        {
            _text = new StringBuilder(value);
        }
        else
        {
            _text.Append(separator).Append(value);
        }
    }
}
