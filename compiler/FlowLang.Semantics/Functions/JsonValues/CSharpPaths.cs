using System.Diagnostics;

namespace FlowLang.Semantics.Functions.JsonValues;

/// <summary>Json paths as fields of generated C#.</summary>
public static class CSharpPaths
{
    /// <param name="call">Its second argument is the path.</param>
    public static string Field(CSharpCall call) => call.Constants[1] is string text && JsonPath.Parse(text) is { } path
        ? call.Field("path", "JsonPath", $"new({string.Join(", ", path.Steps.Select(Step))})")
        : throw new UnreachableException("A json path is a literal that was checked.");

    private static string Step(object step) => step is string name ? CSharpText.Quote(name) : $"{step}";
}
