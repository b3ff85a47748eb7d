using System.Collections.Immutable;
using FlowLang.Connectors.Spark.Protocol;

namespace FlowLang.Connectors.Spark;

/// <summary>An error of Spark itself, as far as a user needs it: the cause that has a class, without stacks.</summary>
/// <param name="Class">Spark's error class; empty where it gives none.</param>
/// <param name="Types">The Java types of the whole chain, by which failures of the cluster are told.</param>
/// <param name="Text">The message, one paragraph.</param>
/// <param name="Place">The piece of SQL it is about, with its line; null where none is known.</param>
internal sealed record ServerError(
    string Class, string SqlState, string Text, string? Place, ImmutableDictionary<string, string> Parameters, ImmutableArray<string> Types)
{
    private const int MaxText = 600;

    /// <summary>From the status alone, where the server has no details (any more).</summary>
    public static ServerError Of(RpcFailure failure) => new(
        failure.Class, failure.SqlState, Clean(failure.Exception.Status.Detail), null, ImmutableDictionary<string, string>.Empty, []);

    /// <summary>From the details; <paramref name="sql"/> is the text that was sent, for line numbers.</summary>
    public static ServerError Of(FetchErrorDetailsResponse details, RpcFailure failure, string? sql)
    {
        ImmutableArray<FetchErrorDetailsResponse.Types.Error> chain = [.. Chain(details)];
        if (chain.IsEmpty)
        {
            return Of(failure);
        }

        // A job that failed wraps the row's error in its own, which says less.
        FetchErrorDetailsResponse.Types.Error told = chain.LastOrDefault(e => IsTelling(e.SparkThrowable)) ?? chain[^1];
        FetchErrorDetailsResponse.Types.SparkThrowable? throwable = told.SparkThrowable;
        return new ServerError(
            throwable?.ErrorClass is { Length: > 0 } name ? name : failure.Class,
            throwable?.SqlState is { Length: > 0 } state ? state : failure.SqlState,
            Clean(told.Message),
            throwable?.QueryContexts.Select(context => Placed(context, sql)).FirstOrDefault(place => place is not null),
            throwable?.MessageParameters.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
            [.. chain.SelectMany(e => e.ErrorTypeHierarchy)]);
    }

    private static IEnumerable<FetchErrorDetailsResponse.Types.Error> Chain(FetchErrorDetailsResponse details)
    {
        int next = details.HasRootErrorIdx ? details.RootErrorIdx : 0;
        for (int depth = 0; depth < details.Errors.Count && next >= 0 && next < details.Errors.Count; depth++)
        {
            FetchErrorDetailsResponse.Types.Error error = details.Errors[next];
            yield return error;
            next = error.HasCauseIdx ? error.CauseIdx : -1;
        }
    }

    private static bool IsTelling(FetchErrorDetailsResponse.Types.SparkThrowable? throwable) =>
        throwable is { ErrorClass.Length: > 0 } && !throwable.ErrorClass.StartsWith("_LEGACY", StringComparison.Ordinal);

    private static string? Placed(FetchErrorDetailsResponse.Types.QueryContext context, string? sql)
    {
        string fragment = context.Fragment.Trim();
        if (context.ContextType != FetchErrorDetailsResponse.Types.QueryContext.Types.ContextType.Sql || fragment.Length == 0)
        {
            return null;
        }

        if (context.ObjectName.Length > 0)
        {
            return $"`{fragment}` in {context.ObjectType.ToLowerInvariant()} {context.ObjectName}";
        }

        bool known = sql is not null && context.StartIndex >= 0 && context.StartIndex < sql.Length;
        return known ? $"`{fragment}` in line {sql.AsSpan(0, context.StartIndex).Count('\n') + 1} of the SQL" : $"`{fragment}`";
    }

    /// <summary>The first paragraph: no class in brackets, no SQL printed again, no Java frames.</summary>
    private static string Clean(string message)
    {
        string text = message;
        if (text is ['[', ..] && text.IndexOf("] ", StringComparison.Ordinal) is var end and > 0)
        {
            text = text[(end + 2)..];
        }

        foreach (string rest in (string[])["\n==", "== SQL", "\n\tat ", "\nDriver stacktrace", " SQLSTATE: ", "\n\n"])
        {
            int at = text.IndexOf(rest, StringComparison.Ordinal);
            text = at > 0 ? text[..at] : text;
        }

        text = text.ReplaceLineEndings(" ").Trim();
        return text.Length > MaxText ? text[..MaxText] + "…" : text;
    }
}
