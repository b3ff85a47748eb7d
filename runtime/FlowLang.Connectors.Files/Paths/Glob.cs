using System.IO.Enumeration;

namespace FlowLang.Connectors.Files;

/// <summary>
/// One part of a path that stands for many names: <c>*</c> is any characters, <c>?</c> is one, and a name that begins with a dot is never
/// meant.
/// </summary>
internal static class Glob
{
    public const string Signs = "*?";

    public static bool Is(string part) => part.AsSpan().ContainsAny(Signs);

    public static bool Matches(string glob, string name) =>
        !name.StartsWith('.') && FileSystemName.MatchesSimpleExpression(glob, name, ignoreCase: false);
}
