using System.Globalization;
using System.Text;

namespace FlowLang.Semantics.Functions;

/// <summary>Text literals in Spark SQL, where a backslash escapes: what is not plain stands by its number, quotes among it.</summary>
public static class SparkText
{
    public static string Quote(string text)
    {
        StringBuilder quoted = new("'");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '\\' => @"\\",
                '\'' or '\u2028' or '\u2029' => Number(c),
                _ when char.IsControl(c) => Number(c),
                _ => c.ToString(),
            });
        }

        return quoted.Append('\'').ToString();
    }

    private static string Number(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
}
