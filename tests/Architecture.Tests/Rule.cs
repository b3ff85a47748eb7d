namespace FlowLang.Architecture.Tests;

/// <summary>How a rule fails: every breach on a line of its own, with the place.</summary>
internal static class Rule
{
    public static void Holds(string rule, IEnumerable<string> breaches)
    {
        string[] all = [.. breaches.Distinct()];
        Assert.True(all.Length == 0, $"{rule}; {all.Length} breaches:\n  {string.Join("\n  ", all)}");
    }
}
