using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class ToZone : ScalarFunction
{
    public override string Name => "to_zone";

    public override string Category => "time";

    public override string Summary => "What clocks in the zone show at the instant x.";

    public override string Remarks => "An unknown zone from a column is a value failure; a literal is checked by the compiler.";

    public override ImmutableArray<Overload> Overloads =>
    [
        new Overload([FunctionParameter.Instant("x"), FunctionParameter.Text("zone")], _ => DateTimeType.Instance)
        {
            Returns = "datetime",
            Fails = arguments => arguments[1] is not BoundLiteral,
            Overflows = arguments => !TimeZones.IsUtc(arguments[1]),
        },
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("to_zone(2024-03-10T06:59:59Z, \"America/New_York\")", "cast(\"2024-03-10T01:59:59\" as datetime) else null"),
        new("to_zone(2024-03-10T07:00Z, \"America/New_York\")", "cast(\"2024-03-10T03:00:00\" as datetime) else null"),
    ];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure(call => SparkZones.ToLocal(call.Arguments[0], SparkZones.Zone(call, 1)));

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure(call => ZoneSql.ToLocal(call.Arguments[0], ZoneSql.Zone(call, 1)));

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure(
        call => PostgresZones.ToLocal(call.Arguments[0], PostgresZones.Zone(call, 1)));

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => TimeZones.Check(arguments[1]);

    public override CSharpMapping CSharp => new(call => call.Constants[1] switch
    {
        "UTC" => new CSharpForm(call.Arguments[0]),
        string => call.TryWith($"{call.Zone(1)}.TryLocal", call.Arguments[0]),
        _ => call.Try("Zone.TryLocal"),
    });
}
