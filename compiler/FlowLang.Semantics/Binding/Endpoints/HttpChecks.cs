using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>What an `http` connection and its files must be beyond the kinds of their options.</summary>
internal static class HttpChecks
{
    public static void Connection(ImmutableArray<BoundOption> options, TextSpan at, BindingContext context)
    {
        foreach (BoundOption option in options.Where(
            o => o is { Name: "token" or "password", Value: not (SecretOption or UnreadOption) }))
        {
            context.Report(TypeDiagnostics.HttpSecretInSource(option.Span, option.Name));
        }

        if (options.FirstOrDefault(o => o.Name == "base_url") is { Value: TextOption { Value: var url } } address
            && WrongIn(url) is { } why)
        {
            context.Report(TypeDiagnostics.HttpBaseUrl(address.Span, why));
        }

        HashSet<string> given = [.. options.Select(o => o.Name)];
        if (given.Contains("user") != given.Contains("password"))
        {
            context.Report(TypeDiagnostics.HttpCredentials(at, "`user` and `password` go together"));
        }
        else if (given.Contains("user") && given.Contains("token"))
        {
            context.Report(TypeDiagnostics.HttpCredentials(at, "a request has room for a `token` or a `user`, not for both"));
        }
    }

    /// <summary>A server does not say which files it has.</summary>
    public static void File(BoundEndpoint endpoint, BindingContext context)
    {
        BoundOption? path = endpoint.Options.FirstOrDefault(o => o is { Name: "path", Value: TextOption });
        if (endpoint.Connector is HttpConnector && !RestEndpoint.Is(endpoint) && path is { Value: TextOption { Value: var text } }
            && text.Contains('*', StringComparison.Ordinal))
        {
            context.Report(TypeDiagnostics.HttpGlob(path.Span, text));
        }
    }

    /// <summary>Why a text is no address of a server; null where it is one.</summary>
    public static string? WrongIn(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https")
            ? "this is no address of http or https"
        : address.UserInfo.Length > 0 ? "a user or a password stands in this address for all to read"
        : null;
}
