using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Streams;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`window hop(10m, 5m, on: at) late 1m rejects to s`: adds `window_start` and `window_end`.</summary>
internal static class WindowBinder
{
    private static readonly ImmutableSortedDictionary<string, (WindowKind Kind, string Usage, string[] Names)> Kinds =
        new Dictionary<string, (WindowKind, string, string[])>
        {
            ["tumble"] = (WindowKind.Tumble, "tumble(5m, on: at)", ["size"]),
            ["hop"] = (WindowKind.Hop, "hop(10m, 5m, on: at)", ["size", "every"]),
            ["session"] = (WindowKind.Session, "session(30m, on: at)", ["gap"]),
            ["sliding"] = (WindowKind.Sliding, "sliding(10m, on: at)", ["size"]),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static QueryState Bind(WindowStepSyntax syntax, QueryState state, BindingContext context)
    {
        string word = syntax.Window.Function.Text;
        if (!Kinds.TryGetValue(word, out var kind))
        {
            context.Report(NameDiagnostics.NotOneOf(syntax.Window.Function.Span, "window", word, [.. Kinds.Keys]));
            return state.Then(new BoundBadStep(state.Scope.Row, syntax.Span), RowScope.Unknown);
        }

        if (Read(syntax.Window, kind.Names) is not { } arguments)
        {
            context.Report(StreamDiagnostics.WindowUsage(syntax.Window.Span, kind.Usage));
            return state.Then(new BoundBadStep(state.Scope.Row, syntax.Span), RowScope.Unknown);
        }

        (TimeSpan size, TimeSpan every, ExpressionSyntax on) = arguments;
        if (size.Ticks % every.Ticks != 0)
        {
            context.Report(StreamDiagnostics.HopUneven(syntax.Window.Span, DurationText.Of(size), DurationText.Of(every)));
        }

        BoundExpression time = ExpressionBinder.BindWhole(on, StepBinder.Expressions(state, context));
        TypeRef instant = new(InstantType.Instance);
        RowField[] added = [new("window_start", instant), new("window_end", instant)];
        if (added.FirstOrDefault(field => !state.Scope.Find(field.Name).IsEmpty) is { } taken)
        {
            context.Report(NameDiagnostics.ColumnExists(syntax.Window.Span, taken.Name));
            return state with { Scope = RowScope.Unknown };
        }

        RowScope scope = state.Scope.With(added);
        BoundWindow window = new(
            kind.Kind, size, every, time, BindLate(syntax, context), FolderWrite.LateSink(syntax.LateSink, context), scope.Row,
            syntax.Span);
        return state.Then(window, scope);
    }

    // Durations by place or by name, and `on`; null where one is missing, double or of another kind.
    private static (TimeSpan Size, TimeSpan Every, ExpressionSyntax On)? Read(CallExpressionSyntax call, string[] names)
    {
        Dictionary<string, ExpressionSyntax> given = [];
        int place = 0;
        foreach (ArgumentSyntax argument in call.Arguments)
        {
            string? name = argument.Name?.Text ?? (place < names.Length ? names[place++] : null);
            if (name is null || !(name == "on" || names.Contains(name)) || !given.TryAdd(name, argument.Value))
            {
                return null;
            }
        }

        TimeSpan?[] durations = [.. names.Select(name => given.TryGetValue(name, out var value) ? Durations.ToTimeSpan(value) : null)];
        return durations.Contains(null) || !given.TryGetValue("on", out ExpressionSyntax? on)
            ? null
            : (durations[0].GetValueOrDefault(), durations[^1].GetValueOrDefault(), on);
    }

    private static TimeSpan BindLate(WindowStepSyntax syntax, BindingContext context)
    {
        if (syntax.Late is not { } late)
        {
            return TimeSpan.Zero;
        }

        TimeSpan? bound = Durations.ToTimeSpan(late);
        if (bound is null)
        {
            context.Report(StreamDiagnostics.WindowUsage(late.Span, "… late 10m"));
        }

        return bound ?? TimeSpan.Zero;
    }
}
