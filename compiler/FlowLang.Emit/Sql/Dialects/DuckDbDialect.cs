using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>The embedded engine's SQL.</summary>
public sealed class DuckDbDialect : SqlDialect
{
    public static DuckDbDialect Instance { get; } = new();

    public override string Name => "duckdb";

    public override string Type(FlowType type) => type switch
    {
        BoolType => "BOOLEAN",
        IntegerType { Bits: 16 } => "SMALLINT",
        IntegerType { Bits: 32 } => "INTEGER",
        IntegerType => "BIGINT",
        FloatType { Bits: 32 } => "FLOAT",
        FloatType => "DOUBLE",
        DecimalType number => $"DECIMAL({number.Precision}, {number.Scale})",
        TextType or EnumType => "VARCHAR",
        BytesType => "BLOB",
        UuidType => "UUID",
        DateType => "DATE",
        TimeType => "TIME",
        InstantType => "TIMESTAMPTZ",
        DateTimeType => "TIMESTAMP",
        IntervalType => "INTERVAL",
        JsonType => "JSON",
        ListType list => $"{Type(list.Element.Type)}[]",
        MapType map => $"MAP(VARCHAR, {Type(map.Value.Type)})",
        RowType row => $"STRUCT({string.Join(", ", row.Fields.Select(f => $"{Quote(f.Name)} {Type(f.Type.Type)}"))})",
        NullType => "INTEGER",
        _ => throw new UnreachableException(type.ToString()),
    };

    public override string Literal(BoundLiteral literal) => DuckDbLiterals.Print(literal, this);

    public override SqlMapping Mapping(ScalarFunction function) => function.DuckDb;

    public override SqlMapping Mapping(AggregateFunction function) => function.DuckDb;

    public override SqlMapping Mapping(AnalyticFunction function) => function.DuckDb;

    public override SqlMapping Operator(BoundBinary binary) => binary.Operator switch
    {
        BoundOperator.Add => SqlMapping.NullOnFailure("TRY({0} + {1})"),
        BoundOperator.Subtract => SqlMapping.NullOnFailure("TRY({0} - {1})"),
        BoundOperator.Multiply => SqlMapping.NullOnFailure("TRY({0} * {1})"),
        BoundOperator.IntegerDivide => SqlMapping.NullOnFailure("TRY({0} // {1})"),
        BoundOperator.Remainder => SqlMapping.NullOnFailure("TRY({0} % {1})"),
        _ => SqlMapping.NullOnFailure("TRY({0} / {1})"),
    };

    public override SqlMapping Operator(BoundUnary unary) => SqlMapping.NullOnFailure("TRY(-{0})");

    public override SqlMapping Operator(BoundConversion conversion) =>
        SqlMapping.NullOnFailure($"TRY_CAST({{0}} AS {Type(conversion.Type.Type)})");

    public override string Parameter(string name, FlowType type) => $"CAST(getvariable({Text("param_" + name)}) AS {Type(type)})";

    public override string IntervalBound(bool isEnd, FlowType type)
    {
        string bound = $"getvariable('{(isEnd ? "interval_end" : "interval_start")}')";
        return type is InstantType ? bound : $"CAST(timezone('UTC', {bound}) AS {Type(type)})";
    }

    public override SqlExpression RowAsJson(ImmutableArray<(string Name, SqlExpression Value)> columns)
    {
        string fields = string.Join(", ", columns.Select(c => $"{Text(c.Name)}: {Print(c.Value)}"));
        return new SqlText(columns.IsEmpty ? "'{}'" : $"CAST(to_json({{{fields}}}) AS VARCHAR)", columns.Select(c => c.Value.Level).Append(0).Max());
    }
}
