using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>Windows and groups of streams: by the event time, and bounded.</summary>
internal static class StreamWindows
{
    public static StreamFacts Assign(StreamFacts facts, BoundWindow window, BindingContext context)
    {
        if (facts.Updates is { } updates)
        {
            return facts.Refuse(StreamDiagnostics.UpdatesAgain(window.Span, "window", updates), context);
        }

        if (facts.Time is not { } time)
        {
            return facts.Refuse(
                facts.Lost is { } lost
                    ? StreamDiagnostics.EventTimeLost(window.Span, lost.Step, lost.At)
                    : StreamDiagnostics.NoEventTime(window.Span, facts.Streams[0].Name, facts.Streams[0].Span), context);
        }

        if (StreamPaths.Of(window.On) != time)
        {
            return facts.Refuse(StreamDiagnostics.NotTheEventTime(window.On.Span, time), context);
        }

        return window.On.Type.Nullable
            ? facts.Refuse(StreamDiagnostics.EventTimeNull(window.On.Span, time), context)
            : facts with { Window = window, WindowColumns = ["window_start", "window_end"], WindowEnd = "window_end" };
    }

    public static StreamFacts Group(StreamFacts facts, BoundAggregate aggregate, BindingContext context)
    {
        if (facts.Updates is { } updates)
        {
            return facts.Refuse(StreamDiagnostics.UpdatesAgain(aggregate.Span, "aggregate", updates), context);
        }

        StreamFacts after = facts.Renamed(StreamPaths.Of(aggregate.By), "`aggregate`", aggregate.Span);
        bool isInWindow = facts.Window is not null && !after.WindowColumns.IsEmpty;
        if (!isInWindow && aggregate.TimeToLive is null)
        {
            return facts.Refuse(StreamDiagnostics.UnboundedState(
                aggregate.Span, "aggregate",
                facts.Window is null
                    ? "`window` the rows first, or say how long a group is kept: `ttl 7d emit changes`"
                    : "group by the window: `by window_start`"), context);
        }

        if (!isInWindow && aggregate.Emit == EmitMode.Final)
        {
            return facts.Refuse(StreamDiagnostics.FinalNeedsWindow(aggregate.Span), context);
        }

        // A window's row stands at its window; what comes behind it goes by that. When a session began says nothing of when it ends.
        bool isSession = facts.Window is { Kind: WindowKind.Session };
        string? time = !isInWindow ? null : isSession ? after.WindowEnd : after.WindowColumns[^1];
        string leaves = isInWindow ? "`aggregate` without `window_end`, which is a session's time," : "`aggregate`";
        return after.WithoutKey() with
        {
            Time = time,
            Lost = time is not null ? null : (leaves, aggregate.Span),
            Updates = isInWindow && aggregate.Emit != EmitMode.Changes ? null : aggregate.Span,
            Window = null,
            WindowColumns = [],
            WindowEnd = null,
            Sessions = aggregate.Emit == EmitMode.Changes && isSession
                ? KeyOf(aggregate, after.WindowColumns)
                : null,
        };
    }

    private static SessionKey KeyOf(BoundAggregate aggregate, ImmutableArray<string> windows) =>
        new([.. aggregate.By.Select(key => key.Name).Where(name => !windows.Contains(name))], windows, aggregate.Span);
}
