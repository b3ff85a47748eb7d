using System.Text;

namespace FlowLang.Emit.Text;

/// <summary>Writes indented lines. Every line ends with `\n`, whatever the machine: emitted files are the same bytes everywhere.</summary>
internal sealed class CodeWriter(string unit = "    ")
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, or several where the text has several, at the current indentation.</summary>
    public void Line(string text = "")
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
            {
                for (int i = 0; i < _depth; i++)
                {
                    _text.Append(unit);
                }

                _text.Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes a line at the margin: a directive.</summary>
    public void Margin(string text) => _text.Append(text).Append('\n');

    /// <summary>Indents until it is disposed, then writes <paramref name="close"/>.</summary>
    public IDisposable Indent(string? close = null)
    {
        _depth++;
        return new Scope(this, close);
    }

    /// <summary>Opens a brace and closes it when it is disposed.</summary>
    public IDisposable Block(string close = "}")
    {
        Line("{");
        _depth++;
        return new Scope(this, close);
    }

    public override string ToString() => _text.ToString();

    private sealed class Scope(CodeWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (close is not null)
            {
                writer.Line(close);
            }
        }
    }
}
