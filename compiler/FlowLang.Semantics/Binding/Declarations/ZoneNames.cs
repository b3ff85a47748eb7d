using System.Text.RegularExpressions;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Whether a text can be a zone of the tz database by its form; the machine that runs the program has the last word at start.</summary>
internal static partial class ZoneNames
{
    public static bool IsKnown(string zone) => zone is "UTC" or "GMT" || Form().IsMatch(zone);

    [GeneratedRegex("^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)(/[A-Za-z0-9_+-]+){1,2}$")]
    private static partial Regex Form();
}
