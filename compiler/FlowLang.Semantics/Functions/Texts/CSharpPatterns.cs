using System.Diagnostics;
using System.Text;
using FlowLang.Semantics.Functions.Patterns;

namespace FlowLang.Semantics.Functions.Texts;

/// <summary>Regular expressions as fields of generated C#.</summary>
internal static class CSharpPatterns
{
    public static string Field(CSharpCall call, string? replacement = null)
    {
        string pattern = call.Constants[1] as string ?? throw new UnreachableException("A pattern is a literal.");
        string arguments = CSharpText.Quote(DotNetPattern.Translate(pattern));
        return call.Field(
            "pattern", "TextPattern",
            replacement is null ? $"new({arguments})" : $"new({arguments}, {CSharpText.Quote(Translate(replacement))})");
    }

    // `\1` to `$1`, `$` to `$$`.
    private static string Translate(string replacement)
    {
        StringBuilder text = new();
        for (int i = 0; i < replacement.Length; i++)
        {
            text.Append(replacement[i] switch
            {
                '$' => "$$",
                '\\' when replacement[++i] == '\\' => "\\",
                '\\' => $"${{{replacement[i]}}}",
                var character => character.ToString(),
            });
        }

        return text.ToString();
    }
}
