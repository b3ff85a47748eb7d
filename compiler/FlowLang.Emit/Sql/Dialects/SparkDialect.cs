using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>
/// Spark 4's SQL, in a session of ANSI mode, UTC, `TIMESTAMP` for instants and decimals that keep their scale. Times of day are
/// microseconds, intervals structs of months, days and microseconds, uuids and json text.
/// </summary>
public sealed class SparkDialect : SqlDialect
{
    public static SparkDialect Instance { get; } = new();

    public override string Name => "spark";

    public override string Title => "Spark";

    public override string? Refuses(BoundExpression expression) => SparkRefusals.Of(expression);

    public override string? RefusesOrder(BoundWrite write) => SparkReach.KeepsOrder(write.Sink)
        ? null
        : "its tasks write parts side by side: only one Parquet file and the console have an order";

    public override string? Reach(ConnectionSymbol engine, BoundEndpoint endpoint, RowType? row, bool isRead) =>
        SparkReach.Of(endpoint, row, isRead);

    public override string Type(FlowType type) => type switch
    {
        BoolType => "BOOLEAN",
        IntegerType { Bits: 16 } => "SMALLINT",
        IntegerType { Bits: 32 } => "INT",
        IntegerType => "BIGINT",
        FloatType { Bits: 32 } => "FLOAT",
        FloatType => "DOUBLE",
        DecimalType number => $"DECIMAL({number.Precision}, {number.Scale})",
        TextType or EnumType or UuidType or JsonType => "STRING",
        BytesType => "BINARY",
        DateType => "DATE",
        TimeType => "BIGINT",
        InstantType => "TIMESTAMP",
        DateTimeType => "TIMESTAMP_NTZ",
        IntervalType => "STRUCT<months: INT, days: INT, microseconds: BIGINT>",
        ListType list => $"ARRAY<{Type(list.Element.Type)}>",
        MapType map => $"MAP<STRING, {Type(map.Value.Type)}>",
        RowType row => $"STRUCT<{string.Join(", ", row.Fields.Select(f => $"{Quote(f.Name)}: {Type(f.Type.Type)}"))}>",
        NullType => "INT",
        _ => throw new UnreachableException(type.ToString()),
    };

    public override string Literal(BoundLiteral literal) => SparkLiterals.Print(literal, this);

    public override SqlMapping? Mapping(ScalarFunction function) => function.Spark;

    public override SqlMapping? Mapping(AggregateFunction function) => function.Spark;

    public override SqlMapping? Mapping(AnalyticFunction function) => function.Spark;

    public override SqlMapping Operator(BoundBinary binary) =>
        SparkArithmetic.Binary(binary.Operator, binary.Left.Type.Type, binary.Right.Type.Type, binary.Type.Type);

    public override SqlMapping Operator(BoundUnary unary) => SparkArithmetic.Unary(unary.Operator, unary.Operand.Type.Type);

    public override SqlMapping? Operator(BoundConversion conversion) => conversion.Kind == ConversionKind.Read
        ? SparkCasts.Read(conversion.Type.Type)
        : SparkCasts.Of(conversion.Operand.Type.Type, conversion.Type.Type);

    public override SqlMapping Index(FlowType operand) => SparkIndexes.Of(operand);

    public override string Key(FlowType type, string value) => type is FloatType ? $"({value} + 0)" : value;

    public override string Parameter(string name, FlowType type) => $"CAST(:param_{name} AS {Type(type)})";

    public override string IntervalBound(bool isEnd, FlowType type)
    {
        string bound = isEnd ? ":interval_end" : ":interval_start";
        return type is InstantType ? bound : $"CAST({bound} AS {Type(type)})";
    }

    // A backslash escapes by itself.
    public override string Like(string operand, string pattern, bool negated) =>
        $"({operand} {(negated ? "NOT " : "")}LIKE {Text(pattern)})";

    public override string List(ListType type, IEnumerable<string> items) => $"array({string.Join(", ", items)})";

    public override SqlExpression Field(SqlExpression operand, RowType type, string name) =>
        new SqlText($"{Operand(operand)}.{Quote(name)}", operand.Level);

    public override SqlExpression Unnest(SqlExpression list, ListType type) => new SqlCallExpression("explode", [list]);

    public override SqlExpression Series(SqlExpression from, SqlExpression to, SqlExpression step, FlowType type)
    {
        (string first, string last, string by) = (Operand(from), Operand(to), Operand(step));
        string interval = type is IntegerType or TimeType
            ? by
            : $"make_interval(0, {by}.months, 0, {by}.days, 0, 0, CAST({by}.microseconds AS DECIMAL(18, 0)) / 1000000)";
        string series = $"explode(CASE WHEN {first} <= {last} THEN sequence({first}, {last}, {interval}) END)";
        return new SqlText(series, Math.Max(from.Level, Math.Max(to.Level, step.Level)));
    }

    public override string SemiJoin => "LEFT SEMI JOIN";

    public override string AntiJoin => "LEFT ANTI JOIN";

    public override bool SortsByNames => true;

    public override string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    public override string Text(string value) => SparkText.Quote(value);

    private protected override RowJson Json => new SparkRowJson(this);

    public override string Struct(RowType type, IEnumerable<(string Name, string Value)> fields) =>
        $"named_struct({string.Join(", ", fields.Select(f => $"{SparkText.Quote(f.Name)}, {f.Value}"))})";
}
