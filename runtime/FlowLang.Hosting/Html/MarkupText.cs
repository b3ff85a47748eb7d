using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FlowLang.Hosting.Html;

/// <summary>What the compiler fills for <see cref="Markup.Of"/>: literals as they are, values escaped.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupText(int literalLength, int values)
{
    private const int ValueLength = 24;
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _text = new(literalLength + (values * ValueLength));

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(Markup markup) => _text.Append(markup.ToString());

    public void AppendFormatted(string? value) => _text.Append(s_encoder.Encode(Printable(value ?? "")));

    public void AppendFormatted(long value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

    public void AppendFormatted(double value, string format) => _text.Append(value.ToString(format, CultureInfo.InvariantCulture));

    public string Finish() => _text.ToString();

    /// <summary>Control characters, which HTML may not hold, show as the pictures that Unicode has for them.</summary>
    private static string Printable(string value)
    {
        const char Pictures = '\u2400';
        return value.AsSpan().IndexOfAnyExceptInRange(' ', char.MaxValue) < 0
            ? value
            : string.Create(value.Length, value, (to, from) =>
            {
                for (int i = 0; i < to.Length; i++)
                {
                    to[i] = from[i] is < ' ' and not ('\n' or '\t') ? (char)(Pictures + from[i]) : from[i];
                }
            });
    }
}
