using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class AtZone : ScalarFunction
{
    public override string Name => "at_zone";

    public override string Category => "time";

    public override string Summary => "The instant at which clocks in the zone show x.";

    public override string Remarks =>
        "A value failure where clocks jump over x. Where they show it twice it is the earlier instant, or the " +
        "later one with `overlap: later`. An unknown zone from a column is a value failure; a literal is checked " +
        "by the compiler.";

    public override ImmutableArray<Overload> Overloads =>
    [
        new Overload([FunctionParameter.DateTime("x"), FunctionParameter.Text("zone"), Overlap], _ => InstantType.Instance)
        { Returns = "instant", Fails = arguments => !TimeZones.IsUtc(arguments[1]) },
    ];

    public override ImmutableArray<Example> Examples =>
    [
        new("at_zone(cast(\"2024-03-09 12:00\" as datetime) else null, \"America/New_York\")", "2024-03-09T17:00Z"),
        new("at_zone(cast(\"2024-03-10 02:30\" as datetime) else null, \"America/New_York\")", "fails"),
        new("at_zone(cast(\"2024-11-03 01:30\" as datetime) else null, \"America/New_York\")", "2024-11-03T05:30Z"),
        new("at_zone(cast(\"2024-11-03 01:30\" as datetime) else null, \"America/New_York\", overlap: later)", "2024-11-03T06:30Z"),
    ];

    public override SqlMapping? Spark => SqlMapping.NullOnFailure(
        call => SparkZones.ToInstant(call.Arguments[0], SparkZones.Zone(call, 1), later: call.Arguments[2] == "later"));

    public override SqlMapping DuckDb => SqlMapping.NullOnFailure(
        call => ZoneSql.ToInstant(call.Arguments[0], ZoneSql.Zone(call, 1), later: call.Arguments[2] == "later"));

    public override SqlMapping? Postgres => SqlMapping.NullOnFailure(
        call => PostgresZones.ToInstant(call.Arguments[0], PostgresZones.Zone(call, 1), later: call.Arguments[2] == "later"));

    private static FunctionParameter Overlap { get; } =
        new("overlap", TypePattern.OneOf("earlier", "later"), "earlier", IsNamedOnly: true);

    public override Diagnostic? Check(ImmutableArray<BoundExpression> arguments) => TimeZones.Check(arguments[1]);

    public override CSharpMapping CSharp =>
        new(call => (call.Constants[1], call.Arguments[2] == "later" ? "TryLaterInstant" : "TryInstant") switch
    {
        ("UTC", _) => new CSharpForm(call.Arguments[0]),
        (string, var method) => call.TryWith($"{call.Zone(1)}.{method}", call.Arguments[0]),
        (_, var method) => call.Try($"Zone.{method}"),
    });
}
