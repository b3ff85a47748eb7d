using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>The embedded engine's SQL.</summary>
public sealed class DuckDbDialect : SqlDialect
{
    public static DuckDbDialect Instance { get; } = new();

    public override string Name => "duckdb";

    public override string Title => "the embedded engine";

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

    public override SqlMapping Operator(BoundBinary binary) =>
        OperatorMappings.Binary(binary.Operator, binary.Left.Type.Type, binary.Right.Type.Type, binary.Type.Type);

    public override SqlMapping Operator(BoundUnary unary) => OperatorMappings.Unary(unary.Operator, unary.Operand.Type.Type);

    public override SqlMapping Operator(BoundConversion conversion) => conversion.Kind == ConversionKind.Read
        ? CastMappings.Read(conversion.Type.Type, conversion.Format)
        : CastMappings.DuckDb(conversion.Operand.Type.Type, conversion.Type.Type);

    public override SqlMapping Index(FlowType operand) => OperatorMappings.Index(operand);

    public override string Key(FlowType type, string value) => OperatorMappings.Key(type, value);

    public override string Parameter(string name, FlowType type) => $"CAST(getvariable({Text("param_" + name)}) AS {Type(type)})";

    public override string IntervalBound(bool isEnd, FlowType type)
    {
        string bound = $"getvariable('{(isEnd ? "interval_end" : "interval_start")}')";
        return type is InstantType ? bound : $"CAST(timezone('UTC', {bound}) AS {Type(type)})";
    }

    public override string List(ListType type, IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    public override string Struct(RowType type, IEnumerable<(string Name, string Value)> fields) =>
        $"{{{string.Join(", ", fields.Select(f => $"{Text(f.Name)}: {f.Value}"))}}}";

    public override SqlExpression Field(SqlExpression operand, RowType type, string name) =>
        new SqlCallExpression("struct_extract", [operand, new SqlText(Text(name), IsConstant: true)]);

    public override SqlExpression Unnest(SqlExpression list, ListType type) => new SqlCallExpression("unnest", [list]);

    public override SqlExpression Series(SqlExpression from, SqlExpression to, SqlExpression step, FlowType type) =>
        new SqlCast(new SqlCallExpression("unnest", [new SqlCallExpression("generate_series", [from, to, step])]), type);

    public override bool HasQualify => true;

    public override bool CountsFiltersApart => true;

    public override string SemiJoin => "SEMI JOIN";

    public override string AntiJoin => "ANTI JOIN";

    private protected override RowJson Json => new DuckDbRowJson(this);
}
