using System.Globalization;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>The values of a program's parameters, as what streams run has them.</summary>
internal static class StreamParameters
{
    /// <summary>Whether a parameter's values have a form in C#.</summary>
    public static bool HasForm(ParameterSymbol parameter) => !parameter.Type.Nullable && Reading(parameter.Type.Type) is not null;

    /// <summary>The value where <c>run</c> is the run.</summary>
    public static string Value(ParameterSymbol parameter)
    {
        string settings = $"run.Settings, {Literals.Text(parameter.Name)}";
        return parameter.Type.Type is DecimalType { Precision: var precision, Scale: var scale } type
            ? string.Create(CultureInfo.InvariantCulture, $"ParameterValues.{Reading(type)}({settings}, {precision}, {scale})")
            : $"ParameterValues.{Reading(parameter.Type.Type)}({settings})";
    }

    private static string? Reading(FlowType type) => type switch
    {
        BoolType => "Bool",
        IntegerType { Bits: var bits } => string.Create(CultureInfo.InvariantCulture, $"Int{bits}"),
        FloatType { Bits: var bits } => string.Create(CultureInfo.InvariantCulture, $"Float{bits}"),
        DecimalType decimals => decimals.Precision <= CSharpTypes.WidestSmallDecimal ? "Decimal" : "WideDecimal",
        TextType => "Text",
        DateType => "Date",
        TimeType => "Time",
        InstantType or DateTimeType => "Moment",
        UuidType => "Uuid",
        _ => null,
    };
}
