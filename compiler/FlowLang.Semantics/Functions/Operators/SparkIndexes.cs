using FlowLang.Semantics.Functions.JsonValues;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>`xs[i]`, `m["key"]` and `j["path"]` in Spark: null past the end, below 1 and for a key that is not there.</summary>
public static class SparkIndexes
{
    public static SqlMapping Of(FlowType operand) => operand switch
    {
        ListType => SqlMapping.Template("try_element_at({0}, nullif(try_cast(greatest({1}, 0) AS INT), 0))"),
        MapType => SqlMapping.Template("try_element_at({0}, {1})"),
        JsonType => new(SparkJson.Get),
        _ => throw new System.Diagnostics.UnreachableException(operand.ToString()),
    };
}
