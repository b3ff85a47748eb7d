using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>
/// SQL of PostgreSQL 15 and later. What it lacks a total form for are functions in schema <c>flow</c> of the database, which the run
/// creates. Texts are ordered by code point; structs and maps are jsonb.
/// </summary>
public sealed class PostgresDialect : SqlDialect
{
    // A function takes 100 arguments.
    private const int MostPairs = 50;

    public static PostgresDialect Instance { get; } = new();

    public override string Name => "postgres";

    public override string Title => "PostgreSQL";

    // A text in quotes has no type yet, and functions of any type need one.
    public override string Argument(BoundExpression argument, SqlExpression value) =>
        argument is BoundLiteral { Value: string, Type.Type: TextType } ? $"CAST({Print(value)} AS text)" : Operand(value);

    public override string? Refuses(BoundExpression expression) => PostgresRefusals.Of(expression);

    public override string? Refuses(LogicalNode node) => PostgresRefusals.Of(node);

    public override string Type(FlowType type) => type switch
    {
        BoolType => "boolean",
        IntegerType { Bits: 16 } => "smallint",
        IntegerType { Bits: 32 } => "integer",
        IntegerType => "bigint",
        FloatType { Bits: 32 } => "real",
        FloatType => "double precision",
        DecimalType number => $"numeric({number.Precision}, {number.Scale})",
        TextType or EnumType => "text",
        BytesType => "bytea",
        UuidType => "uuid",
        DateType => "date",
        TimeType => "time",
        InstantType => "timestamptz",
        DateTimeType => "timestamp",
        IntervalType => "interval",
        ListType { Element.Type: ListType } or JsonType or MapType or RowType => "jsonb",
        ListType list => $"{Type(list.Element.Type)}[]",
        NullType => "integer",
        _ => throw new UnreachableException(type.ToString()),
    };

    public override string Literal(BoundLiteral literal) => PostgresLiterals.Print(literal, this);

    public override SqlMapping? Mapping(ScalarFunction function) => function.Postgres;

    public override SqlMapping? Mapping(AggregateFunction function) => function.Postgres;

    public override SqlMapping? Mapping(AnalyticFunction function) => function.Postgres;

    public override SqlMapping Operator(BoundBinary binary) =>
        PostgresOperators.Binary(binary.Operator, binary.Left.Type.Type, binary.Type.Type);

    public override SqlMapping Operator(BoundUnary unary) => PostgresOperators.Unary(unary.Operator, unary.Operand.Type.Type);

    public override SqlMapping? Operator(BoundConversion conversion) => conversion.Kind == ConversionKind.Read
        ? null
        : PostgresCasts.Of(conversion.Operand.Type.Type, conversion.Type.Type);

    public override SqlMapping Index(FlowType operand) => PostgresOperators.Index(operand);

    public override string Key(FlowType type, string value) => PostgresOperators.Key(type, value);

    public override string Parameter(string name, FlowType type) =>
        $"CAST(current_setting({Text("flow.param_" + name)}, true) AS {Type(type)})";

    public override string IntervalBound(bool isEnd, FlowType type)
    {
        string bound = $"CAST(current_setting('flow.interval_{(isEnd ? "end" : "start")}') AS timestamptz)";
        return type is InstantType ? bound : $"CAST(timezone('UTC', {bound}) AS {Type(type)})";
    }

    public override SqlExpression Ordered(SqlExpression value, FlowType type) =>
        type is TextType or EnumType ? new SqlText($"({Operand(value)} COLLATE \"C\")", value.Level) : value;

    public override string List(ListType type, IEnumerable<string> items) => $"ARRAY[{string.Join(", ", items)}]";

    public override string Struct(RowType type, IEnumerable<(string Name, string Value)> fields) => Object(
        [.. fields.Zip(type.Fields, (f, declared) => (f.Name, PostgresJson.Part(f.Value, declared.Type.Type)))]);

    public override SqlExpression Field(SqlExpression operand, RowType type, string name)
    {
        FlowType field = type.Find(name)?.Type.Type ?? throw new UnreachableException(name);
        return new SqlText(PostgresJson.Value($"({Operand(operand)} -> {Text(name)})", field, Type), operand.Level);
    }

    public override SqlExpression Unnest(SqlExpression list, ListType type) => new SqlCallExpression("unnest", [list]);

    public override SqlExpression Series(SqlExpression from, SqlExpression to, SqlExpression step, FlowType type) =>
        new SqlCast(new SqlCallExpression("generate_series", [from, to, step]), type);

    private protected override RowJson Json => new PostgresRowJson(this);

    public override bool NamesOperands => true;

    public override string EvaluatedOnce => "OFFSET 0";

    private string Object(ImmutableArray<(string Name, string Value)> fields) => fields.IsEmpty
        ? "CAST('{}' AS jsonb)"
        : string.Join(
            " || ",
            fields.Chunk(MostPairs).Select(c => $"jsonb_build_object({string.Join(", ", c.Select(f => $"{Text(f.Name)}, {f.Value}"))})"))
            is var text && fields.Length > MostPairs ? $"({text})" : text;
}
