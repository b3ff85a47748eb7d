using FlowLang.Connectors.Files;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// A path with globs over the names of objects, by the rules of folders: <c>*</c> and <c>?</c> stay within a part, <c>**</c> is any
/// number of them, and no glob matches a name that begins with a dot.
/// </summary>
internal sealed class ObjectPattern(string pattern)
{
    private readonly string[] _parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The one name it stands for; null where it has globs.</summary>
    public string? Name => _parts.Any(Glob.Is) ? null : string.Join('/', _parts);

    /// <summary>What every name that matches begins with.</summary>
    public string Prefix
    {
        get
        {
            string[] fixedParts = [.. _parts.TakeWhile(p => !Glob.Is(p))];
            string folder = string.Concat(fixedParts.Select(p => p + "/"));
            string first = _parts.Length > fixedParts.Length ? _parts[fixedParts.Length] : "";
            return folder + first[..Math.Max(0, first.AsSpan().IndexOfAny(Glob.Signs))];
        }
    }

    /// <summary>Whether all names that match lie in one folder.</summary>
    public bool IsFlat => _parts.SkipLast(1).All(p => !Glob.Is(p)) && _parts is not [.., "**"];

    public bool Matches(string name) => Matches(_parts, name.Split('/'));

    private static bool Matches(ReadOnlySpan<string> parts, ReadOnlySpan<string> names)
    {
        if (parts.IsEmpty || names.IsEmpty)
        {
            return parts.IsEmpty && names.IsEmpty;
        }

        string part = parts[0];
        return part != "**"
            ? IsMatch(part, names[0]) && Matches(parts[1..], names[1..])
            : Matches(parts[1..], names) || (names.Length > 1 && !names[0].StartsWith('.') && Matches(parts, names[1..]));
    }

    private static bool IsMatch(string part, string name) => Glob.Is(part) ? Glob.Matches(part, name) : part == name;
}
