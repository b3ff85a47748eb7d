namespace FlowLang.Semantics.Functions;

/// <summary>Prints a signature for diagnostics, documentation and completion: <c>round(x: decimal,
/// digits: int32 = 0) -> decimal</c>.</summary>
public static class FunctionSignature
{
    public static string Print(FlowFunction function, Overload overload) =>
        $"{function.Name}({string.Join(", ", overload.Parameters.Select(p => Print(p, overload)))}) -> {overload.Returns}";

    private static string Print(FunctionParameter parameter, Overload overload)
    {
        string text = $"{parameter.Name}: {Describe(parameter.Accepts, overload)}";
        return text + (parameter.IsVariadic ? ", …" : "") + (parameter.Default is { } value ? $" = {value}" : "");
    }

    private static string Describe(TypePattern pattern, Overload overload) => pattern switch
    {
        ExactPattern exact => exact.Type.ToString(),
        ClassPattern set => set.Description,
        CommonPattern => "value with an order",
        ElementPattern element => $"element of `{overload.Parameters[element.Parameter].Name}`",
        SamePattern same => $"type of `{overload.Parameters[same.Parameter].Name}`",
        SymbolPattern symbol => string.Join(" | ", symbol.Words),
        _ => throw new System.Diagnostics.UnreachableException(pattern.GetType().Name),
    };
}
