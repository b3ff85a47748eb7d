using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding.Types;

/// <summary>The language's own type names, and what other systems call them.</summary>
internal static class BuiltinTypes
{
    private static readonly Dictionary<string, FlowType> ByName = new()
    {
        ["bool"] = BoolType.Instance,
        ["int16"] = IntegerType.Int16,
        ["int32"] = IntegerType.Int32,
        ["int64"] = IntegerType.Int64,
        ["float32"] = FloatType.Float32,
        ["float64"] = FloatType.Float64,
        ["text"] = TextType.Instance,
        ["bytes"] = BytesType.Instance,
        ["uuid"] = UuidType.Instance,
        ["date"] = DateType.Instance,
        ["time"] = TimeType.Instance,
        ["instant"] = InstantType.Instance,
        ["datetime"] = DateTimeType.Instance,
        ["interval"] = IntervalType.Instance,
        ["json"] = JsonType.Instance,
    };

    private static readonly Dictionary<string, string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        ["string"] = "text",
        ["varchar"] = "text",
        ["char"] = "text",
        ["int"] = "int32",
        ["integer"] = "int32",
        ["int4"] = "int32",
        ["smallint"] = "int16",
        ["int2"] = "int16",
        ["tinyint"] = "int16",
        ["int8"] = "int16",
        ["bigint"] = "int64",
        ["long"] = "int64",
        ["uint64"] = "decimal(20, 0)",
        ["float"] = "float64",
        ["double"] = "float64",
        ["real"] = "float32",
        ["float4"] = "float32",
        ["float8"] = "float64",
        ["boolean"] = "bool",
        ["timestamptz"] = "instant",
        ["bytea"] = "bytes",
        ["blob"] = "bytes",
        ["binary"] = "bytes",
        ["jsonb"] = "json",
        ["duration"] = "interval",
    };

    /// <summary>The names that can stand alone, and `decimal`.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Append("decimal");

    public static FlowType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>What the language calls a type of another system.</summary>
    public static string? Translate(string name) => Foreign.GetValueOrDefault(name);
}
