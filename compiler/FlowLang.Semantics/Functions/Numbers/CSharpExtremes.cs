using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Numbers;

/// <summary>`greatest` and `least` in C#: two values at a time, either of which can be null.</summary>
internal static class CSharpExtremes
{
    public static string Write(string method, CSharpCall call)
    {
        FlowType type = call.Result.Type;
        string name = CSharpTypes.IsReference(type)
            ? $"Extremes.{method}Text"
            : $"Extremes.{method}<{call.Type(type)}, {CSharpOrder.Of(type, call.Type)}>";
        return call.Arguments.Skip(1).Aggregate(call.Arguments[0], (left, right) => $"{name}({left}, {right})");
    }
}
