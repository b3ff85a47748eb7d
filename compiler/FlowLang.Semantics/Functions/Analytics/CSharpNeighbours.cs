namespace FlowLang.Semantics.Functions.Analytics;

/// <summary>`lag` and `lead` in C#: the value of the row so many before or behind, or the default of this row.</summary>
internal static class CSharpNeighbours
{
    public static string Write(CSharpCall call, string sign)
    {
        string otherwise = call.Arguments is [_, _, var value] ? value : "null";
        return $"Window.At({call.Arguments[0]}, at {sign} {call.Constants[1]}, 0, count - 1, {otherwise})";
    }
}
