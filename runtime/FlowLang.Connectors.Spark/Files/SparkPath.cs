using System.Text.RegularExpressions;
using FlowLang.Connectors.Files;

namespace FlowLang.Connectors.Spark;

/// <summary>Paths as Spark takes them: what a URI would escape stands as it is, and what it would take for a pattern is escaped.</summary>
internal static partial class SparkPath
{
    /// <summary>A folder to write, or an address that is one already (<c>gs://…</c>).</summary>
    public static string Of(string path) => path.StartsWith('/') ? "file://" + path : path;

    /// <summary>A file to read; Spark leaves out those with a hidden name without a word, so they are refused (RT8021).</summary>
    public static string ToRead(DataFile file, string source) => Path.GetFileName(file.Path) is ['_' or '.', ..]
        ? throw SparkErrors.HiddenFile(source, file.Name)
        : ToRead(file.Path);

    public static string ToRead(string path) => Of(Pattern().Replace(path, @"\$0"));

    /// <summary>A path whose <c>*</c> and <c>?</c> Spark expands.</summary>
    public static string ToList(FilePlace place) =>
        Of($"{Pattern().Replace(place.Root, @"\$0")}/{Brackets().Replace(place.Pattern, @"\$0")}");

    [GeneratedRegex(@"[\\\[\]{}]")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"[\\*?\[\]{}]")]
    private static partial Regex Pattern();
}
