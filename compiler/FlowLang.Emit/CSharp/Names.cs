using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using FlowLang.Planning.Batch;

namespace FlowLang.Emit.CSharp;

/// <summary>C# names for names of a program.</summary>
internal static class Names
{
    // C#'s, and the names that generated methods have already.
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
    [
        "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new",
        "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return",
        "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true",
        "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
        "await", "field", "run", "duck", "cancel", "connections",
    ]);

    // Roslyn takes names of types up to 511 characters, of which generated ones add some.
    private const int Longest = 200;

    /// <summary>`raw_trips` → `RawTrips`; the end of a very long name is cut off.</summary>
    public static string Pascal(string name)
    {
        StringBuilder text = new();
        bool isStart = true;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                isStart = true;
                continue;
            }

            if (text.Length == Longest)
            {
                break;
            }

            text.Append(isStart ? char.ToUpperInvariant(c) : c);
            isStart = false;
        }

        return text.Length == 0 ? "Unnamed" : char.IsAsciiDigit(text[0]) ? "N" + text : text.ToString();
    }

    /// <summary>`raw_trips` → `rawTrips`; never a keyword.</summary>
    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        return "@" + char.ToLower(pascal[0], CultureInfo.InvariantCulture) + pascal[1..] is var camel && IsKeyword(camel[1..])
            ? camel
            : camel[1..];
    }

    /// <summary>A name that is not taken yet.</summary>
    public static string Unique(this NameScope scope, string name) => scope.Take(name);

    private static bool IsKeyword(string name) => Keywords.Contains(name);
}
