using System.Globalization;
using System.Text;
using FlowLang.Planning.Batch;

namespace FlowLang.Emit.CSharp;

/// <summary>C# names for names of a program.</summary>
internal static class Names
{
    /// <summary>`raw_trips` → `RawTrips`.</summary>
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

            text.Append(isStart ? char.ToUpperInvariant(c) : c);
            isStart = false;
        }

        return text.Length == 0 ? "Unnamed" : char.IsAsciiDigit(text[0]) ? "N" + text : text.ToString();
    }

    /// <summary>`raw_trips` → `rawTrips`; never a keyword.</summary>
    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        return "@" + char.ToLower(pascal[0], CultureInfo.InvariantCulture) + pascal[1..] is var camel && IsKeyword(camel[1..]) ? camel : camel[1..];
    }

    /// <summary>A name that is not taken yet.</summary>
    public static string Unique(this NameScope scope, string name) => scope.Take(name);

    private static bool IsKeyword(string name) => name is "base" or "bool" or "break" or "byte" or "case" or "catch" or "char" or "checked"
        or "class" or "const" or "continue" or "decimal" or "default" or "delegate" or "do" or "double" or "else" or "enum" or "event" or "explicit"
        or "extern" or "false" or "finally" or "fixed" or "float" or "for" or "foreach" or "goto" or "if" or "implicit" or "in" or "int"
        or "interface" or "internal" or "is" or "lock" or "long" or "namespace" or "new" or "null" or "object" or "operator" or "out" or "override"
        or "params" or "private" or "protected" or "public" or "readonly" or "ref" or "return" or "sbyte" or "sealed" or "short" or "sizeof"
        or "stackalloc" or "static" or "string" or "struct" or "switch" or "this" or "throw" or "true" or "try" or "typeof" or "uint" or "ulong"
        or "unchecked" or "unsafe" or "ushort" or "using" or "virtual" or "void" or "volatile" or "while" or "await" or "field"
        or "run" or "duck" or "cancel" or "connections";
}
