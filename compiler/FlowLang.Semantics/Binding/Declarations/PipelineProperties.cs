using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>The properties of a pipeline, each checked and kept.</summary>
internal sealed class PipelineProperties
{
    private static readonly string[] Names =
    [
        "schedule", "after", "on", "partition", "catch_up", "retry", "timeout", "concurrency", "pool", "priority", "sla", "on_failure",
        "instances", "commit", "delivery",
    ];

    private readonly Dictionary<string, TextSpan> _spans = [];

    public BoundSchedule? Schedule { get; private set; }

    public ImmutableArray<string> After { get; private set; } = [];

    /// <summary>`after: any([…])`: one of them is enough.</summary>
    public bool AfterAny { get; private set; }

    public BoundPartition? Partition { get; private set; }

    public int? CatchUp { get; private set; } = 0;

    public BoundRetry? Retry { get; private set; }

    public TimeSpan? Timeout { get; private set; }

    public TimeSpan? Sla { get; private set; }

    public int? Concurrency { get; private set; }

    public string? Pool { get; private set; }

    public int Priority { get; private set; }

    public int Instances { get; private set; } = 1;

    public TimeSpan? Commit { get; private set; }

    /// <summary>`on: arrival("…")`: the path, with globs.</summary>
    public string? Arrival { get; private set; }

    public ImmutableArray<ConnectionSymbol> OnFailure { get; private set; } = [];

    public static PipelineProperties Bind(PipelineSyntax syntax, BindingContext context)
    {
        PipelineProperties properties = new();
        foreach (PropertySyntax property in syntax.Properties)
        {
            string name = property.Name.Text;
            if (!Names.Contains(name))
            {
                context.Report(NameDiagnostics.UnknownProperty(property.Name.Span, "pipeline", name, Names));
            }
            else if (properties._spans.TryAdd(name, property.Name.Span))
            {
                properties.Set(property, context);
            }
        }

        return properties;
    }

    public TextSpan SpanOf(string name) => _spans[name];

    public bool Has(string name) => _spans.ContainsKey(name);

    private void Set(PropertySyntax property, BindingContext context)
    {
        switch (property.Name.Text)
        {
            case "schedule":
                Schedule = ScheduleBinder.Bind(property, context);
                break;
            case "partition":
                Partition = PartitionBinder.Bind(property, context);
                break;
            case "retry":
                Retry = RetryBinder.Bind(property, context);
                break;
            case "after":
                (ExpressionSyntax pipelines, AfterAny) = Quantified(property.Value);
                After = BindAfter(pipelines, context);
                break;
            case "catch_up":
                CatchUp = BindCatchUp(property, context);
                break;
            case "timeout":
                Timeout = Duration(property, context);
                break;
            case "sla":
                Sla = Duration(property, context);
                break;
            case "concurrency":
                Concurrency = Whole(property, 1, context);
                break;
            case "priority":
                Priority = Whole(property, 0, context);
                break;
            case "instances":
                Instances = Whole(property, 1, context);
                break;
            case "commit":
                Commit = Duration(property, context);
                break;
            default:
                SetAround(property, context);
                break;
        }
    }

    // What has to do with more than the pipeline.
    private void SetAround(PropertySyntax property, BindingContext context)
    {
        switch (property.Name.Text)
        {
            case "pool":
                Pool = PoolBinder.Use(property, context);
                break;
            case "on":
                Arrival = ArrivalBinder.Path(property, context);
                break;
            case "on_failure":
                OnFailure = NoticeBinder.Bind(property, context);
                break;
            default:
                context.Report(EngineDiagnostics.NotAvailableYet(property.Name.Span, $"`{property.Name.Text}`"));
                break;
        }
    }

    // `[p, q]` and `all([p, q])` are the same.
    private static (ExpressionSyntax Pipelines, bool IsAny) Quantified(ExpressionSyntax syntax) =>
        syntax is CallExpressionSyntax
        {
            Receiver: null, Function.Text: "any" or "all", Arguments: [{ Name: null, Value: ListExpressionSyntax list }]
        } call
            ? (list, call.Function.Text == "any")
            : (syntax, false);

    private static ImmutableArray<string> BindAfter(ExpressionSyntax syntax, BindingContext context)
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        foreach (ExpressionSyntax item in syntax is ListExpressionSyntax list ? list.Items : [syntax])
        {
            if (item is not NameExpressionSyntax { Name: { } name })
            {
                context.Report(ScheduleDiagnostics.PropertyValue(
                    item.Span, "after", "names of pipelines: `[ingest, clean]`, or `any([ingest, clean])`"));
            }
            else if (!context.Session.Modules.Pipelines.ContainsKey(name.Text))
            {
                context.Report(NameDiagnostics.UnknownPipeline(name.Span, name.Text, context.Session.Modules.Pipelines.Keys));
            }
            else
            {
                names.Add(name.Text);
            }
        }

        return names.ToImmutable();
    }

    private static int? BindCatchUp(PropertySyntax property, BindingContext context)
    {
        switch (property.Value)
        {
            case NameExpressionSyntax { Name.Text: "none" }:
                return 0;
            case NameExpressionSyntax { Name.Text: "all" }:
                return null;
            case CallExpressionSyntax
            {
                Receiver: null, Function.Text: "last",
                Arguments: [{ Value: IntegerLiteralSyntax { Value: var n } }]
            }
                when n > 0 && n <= int.MaxValue:
                return (int)n;
            default:
                context.Report(ScheduleDiagnostics.PropertyValue(property.Value.Span, "catch_up", "`none`, `last(3)` or `all`"));
                return 0;
        }
    }

    private static TimeSpan? Duration(PropertySyntax property, BindingContext context)
    {
        TimeSpan? duration = Durations.ToTimeSpan(property.Value);
        if (duration is null)
        {
            context.Report(ScheduleDiagnostics.PropertyValue(
                property.Value.Span, property.Name.Text, "a duration of fixed length: `30s`, `40m`, `2h`"));
        }

        return duration;
    }

    private static int Whole(PropertySyntax property, int least, BindingContext context)
    {
        if (property.Value is IntegerLiteralSyntax { Value: var number } && number >= least && number <= int.MaxValue)
        {
            return (int)number;
        }

        context.Report(ScheduleDiagnostics.PropertyValue(property.Value.Span, property.Name.Text, $"a whole number from {least} on"));
        return least;
    }
}
