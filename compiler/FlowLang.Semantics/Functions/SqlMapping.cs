using System.Globalization;
using System.Text;

namespace FlowLang.Semantics.Functions;

/// <summary>
/// How a dialect writes a call: a total expression for the value (null where it fails) and, for calls that can fail, the condition under
/// which they did (never null). Argument texts are already parenthesised where needed, and so is what comes out.
/// </summary>
public sealed record SqlMapping(Func<SqlCall, string> Value, Func<SqlCall, string>? Failed = null)
{
    /// <summary>`name(a, b)`.</summary>
    public static SqlMapping Call(string name) => new(call => $"{name}({string.Join(", ", call.Arguments)})");

    /// <summary>A template with {0}, {1} … for the arguments and {over} for the window of an analytic call.</summary>
    public static SqlMapping Template(string value, string? failed = null) =>
        new(call => Fill(value, call), failed is null ? null : call => Fill(failed, call));

    /// <summary>
    /// A total value that is null only where an argument is null or the call failed: the failed-condition follows from that.
    /// </summary>
    public static SqlMapping NullOnFailure(string value) => NullOnFailure(call => Fill(value, call));

    /// <inheritdoc cref="NullOnFailure(string)"/>
    public static SqlMapping NullOnFailure(Func<SqlCall, string> value) =>
        new(value, call => $"({string.Concat(call.NullableArguments.Select(a => $"{a} IS NOT NULL AND "))}{value(call)} IS NULL)");

    // One pass over the template: what stands in an argument is never looked at again.
    private static string Fill(string template, SqlCall call)
    {
        StringBuilder text = new(template.Length + 64);
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf('{', at);
            int close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            string name = template[(open + 1)..close];
            string? part = name == "over" ? call.Over
                : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < call.Arguments.Length
                    ? call.Arguments[index]
                    : null;
            text.Append(template, at, part is null ? open + 1 - at : open - at).Append(part);
            at = part is null ? open + 1 : close + 1;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }
}
