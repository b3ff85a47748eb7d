using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions;

/// <summary>The struct of FlowLang.Values.Numbers that orders values of a type.</summary>
public static class CSharpOrder
{
    public static string Of(FlowType type, Func<FlowType, string> name) => type switch
    {
        FloatType => "FloatOrder",
        TextType or EnumType => "TextOrder",
        _ => $"NaturalOrder<{name(type)}>",
    };

    /// <summary>A method that compares two values that can be null.</summary>
    public static string NullsLast(FlowType type, Func<FlowType, string> name) => type is TextType or EnumType or JsonType
        ? "NullsLast.CompareText"
        : $"NullsLast.Compare<{name(type)}, {Of(type, name)}>";
}
