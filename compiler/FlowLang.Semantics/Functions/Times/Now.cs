using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

internal sealed class Now : ScalarFunction
{
    public override string Name => "now";

    public override string Category => "time";

    public override string Summary => "When the run began: the same in all of it.";

    public override ImmutableArray<Overload> Overloads => [Overload.To(InstantType.Instance).With(NullRule.Never)];

    public override ImmutableArray<Example> Examples => [];

    public override SqlMapping? Spark => SqlMapping.Template(":now");

    public override SqlMapping DuckDb => SqlMapping.Template("getvariable('now')");

    public override SqlMapping? Postgres => SqlMapping.Template("CAST(current_setting('flow.now') AS timestamptz)");

    public override bool IsConstant => false;

    public override CSharpMapping CSharp => CSharpMapping.Of(call => "now");
}
