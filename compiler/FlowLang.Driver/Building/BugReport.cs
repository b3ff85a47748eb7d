using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FlowLang.Driver.Packaging;

namespace FlowLang.Driver.Building;

/// <summary>Writes down what is needed to find a mistake of flowc: version, messages, generated C#. No values of secrets are in any of
/// it.</summary>
public static class BugReport
{
    /// <returns>Path of the report, or null where it can't be written.</returns>
    public static string? Write(CSharpInput code, ImmutableArray<string> errors)
    {
        StringBuilder text = Heading();
        foreach (string error in errors)
        {
            text.Append(error).Append('\n');
        }

        foreach ((string path, string content) in code.Files)
        {
            text.Append("\n==== ").Append(path).Append('\n').Append(content).Append('\n');
        }

        return Save(text.ToString());
    }

    public static string? Write(Exception failure) => Save(Heading().Append(failure).Append('\n').ToString());

    private static StringBuilder Heading() => new StringBuilder("flowc ").Append(Installation.CompilerVersion).Append(" bug report\n\n");

    private static string? Save(string text)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        string path = Path.Combine(Path.GetTempPath(), $"flowc-bug-{hash}.txt");
        try
        {
            File.WriteAllText(path, text);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
