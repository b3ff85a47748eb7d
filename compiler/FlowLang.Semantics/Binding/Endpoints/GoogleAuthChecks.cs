using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>What can't stand beside `auth: gcp_iam`.</summary>
internal static class GoogleAuthChecks
{
    public static void Connection(ImmutableArray<BoundOption> options, ConnectorDescriptor connector, BindingContext context)
    {
        if (options.FirstOrDefault(o => o.Name == GoogleAuth.Name) is not { } auth)
        {
            return;
        }

        HashSet<string> given = [.. options.Select(o => o.Name)];
        bool isPlain = options.Any(o => o is
        { Name: "ssl_mode", Value: ChoiceOption { Value: "disable" or "prefer" } }
            or { Name: "security", Value: ChoiceOption { Value: "plaintext" } });
        string? why = connector switch
        {
            PostgresConnector when given.Contains("url") => "`url` has a user and a password of its own",
            PostgresConnector when given.Contains("password") => "the password is the token",
            PostgresConnector when !given.Contains("user") => "the token is that of a `user` of the database",
            KafkaConnector when given.Contains("user") || given.Contains("password") || given.Contains("sasl") =>
                "user and password are those of the token",
            KafkaConnector when !given.Contains("brokers") => "the embedded broker asks nobody who he is",
            _ when isPlain => "a token goes under TLS only: who reads it on its way is the account",
            _ => null,
        };
        if (why is not null)
        {
            context.Report(TypeDiagnostics.GoogleAuthWith(auth.Span, why));
        }
    }
}
