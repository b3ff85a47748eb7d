namespace FlowLang.Hosting.Pages.Plans;

/// <summary>
/// The C# of one step within that of its pipeline. Generated statements stand between a line <c>#line (12,3)-(14,9) "main.flow"</c>, which
/// says what in the program they are for, and <c>#line default</c>.
/// </summary>
internal static class StepCode
{
    /// <param name="code">A pipeline's file; null where there is none.</param>
    /// <param name="declared">The place of the step in the program: <c>main.flow:12:3</c>.</param>
    /// <returns>Its statements from the margin; null where none are told apart.</returns>
    public static string? Of(string? code, string declared)
    {
        if (code is null || declared.Split(':') is not [.. { Length: > 0 } file, var line, var column])
        {
            return null;
        }

        (string begin, string end) = ($"#line ({line},{column})-(", $" \"{string.Join(':', file)}\"");
        List<string> found = [];
        bool isInside = false;
        foreach (string text in code.Split('\n'))
        {
            if (text.StartsWith("#line ", StringComparison.Ordinal))
            {
                isInside = text.StartsWith(begin, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal);
            }
            else if (isInside)
            {
                found.Add(text);
            }
        }

        int margin = found.Where(text => text.Length > 0).Select(text => text.Length - text.TrimStart(' ').Length).DefaultIfEmpty().Min();
        return found.Count == 0 ? null : string.Join('\n', found.Select(text => text.Length > margin ? text[margin..] : ""));
    }
}
