namespace FlowLang.Connectors.Http;

/// <summary>What a server wrote, for a message: one line, not long, without characters that a terminal would obey.</summary>
internal static class Excerpt
{
    public const int Length = 200;

    public static string Of(string text, int longest = Length)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        string plain = string.Concat(line.Where(c => !char.IsControl(c))).Trim();
        return plain.Length <= longest ? plain : plain[..longest] + "…";
    }
}
