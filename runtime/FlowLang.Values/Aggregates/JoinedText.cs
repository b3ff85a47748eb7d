using System.Text;
using FlowLang.Values.State;

namespace FlowLang.Values.Aggregates;

/// <summary>All texts, in the order in which they are added, with a separator between them.</summary>
public struct JoinedText
{
    private StringBuilder? _text;
    private string? _first;

    public readonly bool IsEmpty => _text is null;

    public readonly string Result => _text?.ToString() ?? "";

    public void Add(string value, string separator)
    {
        if (_text is null)
        {
            // What comes before it when these texts are added to others.
            _first = separator;
            _text = new StringBuilder(value);
        }
        else
        {
            _text.Append(separator).Append(value);
        }
    }

    /// <summary>The other's texts come after these.</summary>
    public void Merge(in JoinedText other)
    {
        if (other._text is { } text)
        {
            Add(text.ToString(), other._first ?? "");
        }
    }

    public readonly void Write(ref StateWriter writer)
    {
        writer.Bool(_text is not null);
        if (_text is not null)
        {
            writer.Text(_first ?? "");
            writer.Text(Result);
        }
    }

    public static JoinedText Read(ref StateReader reader) =>
        reader.Bool() ? new() { _first = reader.Text(), _text = new StringBuilder(reader.Text()) } : default;
}
