using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Deployments;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>What the rest of the program says against being deployed so.</summary>
internal static class DeployedProgram
{
    private static readonly string[] s_local = ["localhost", "127.0.0.1", "::1", "[::1]"];

    private static readonly string[] s_passwords = ["password", "key_password", "token"];

    public static void Check(
        ImmutableArray<BoundDeployment> deployments, ImmutableArray<BoundPipeline> pipelines,
        ImmutableArray<ConnectionSymbol> connections, ImmutableArray<SecretSymbol> secrets, bool hasSharedLedger, DiagnosticBag bag)
    {
        HashSet<string> names = [];
        foreach (BoundDeployment deployment in deployments)
        {
            if (!names.Add(deployment.Name))
            {
                bag.Add(DeploymentDiagnostics.DeployTwice(deployment.Span, deployment.Name));
            }

            Pipelines(deployment, pipelines, hasSharedLedger, bag);
            Retained(deployment, pipelines, bag);
            foreach (ConnectionSymbol connection in connections)
            {
                Connection(deployment, connection, bag);
            }

            bag.AddRange(secrets.Where(s => s.Kind == "file")
                .Select(s => DeploymentDiagnostics.SecretFileOnRunner(s.Span, s.Name, deployment.Name)));
        }
    }

    private static void Pipelines(
        BoundDeployment deployment, ImmutableArray<BoundPipeline> pipelines, bool hasSharedLedger, DiagnosticBag bag)
    {
        string[] known = [.. pipelines.Select(p => p.Symbol.Name)];
        DeployedRunner runner = deployment.Runner;
        bag.AddRange((runner.Pipelines ?? []).Where(p => !known.Contains(p))
            .Select(p => DeploymentDiagnostics.DeployUnknownPipeline(runner.Span, p, known)));
        if (runner.Instances > 1 && !hasSharedLedger)
        {
            bag.AddRange(pipelines.Where(p => runner.Pipelines?.Contains(p.Symbol.Name) ?? true).Where(BeginsOnEachMachine)
                .Select(p => DeploymentDiagnostics.InstancesOfRuns(runner.Span, p.Symbol.Name)));
        }
    }

    // By itself, and as if it were alone; what comes `after` others begins where they ran.
    private static bool BeginsOnEachMachine(BoundPipeline pipeline) => pipeline.Schedule is not null || pipeline.Arrival is not null
        || (pipeline.Instances == 1 && (!pipeline.Relays.IsEmpty || pipeline.Writes.Any(w => w.Stream is not null)));

    private static void Retained(BoundDeployment deployment, ImmutableArray<BoundPipeline> pipelines, DiagnosticBag bag)
    {
        foreach (DeployedBucket bucket in deployment.Services.OfType<DeployedBucket>().Where(b => b.Retain is not null))
        {
            bag.AddRange(
                from pipeline in pipelines
                where deployment.Runner.Pipelines?.Contains(pipeline.Symbol.Name) ?? true
                where pipeline.Writes.Any(w => w.Mode is WriteMode.Replace or WriteMode.ReplacePartition
                    && w.Sink.Connection?.Name == bucket.Connection.Name)
                select DeploymentDiagnostics.RetainedAndReplaced(
                    bucket.Span, bucket.Connection.Name, deployment.Name, pipeline.Symbol.Name));
        }
    }

    private static void Connection(BoundDeployment deployment, ConnectionSymbol connection, DiagnosticBag bag)
    {
        if (!deployment.Named.Contains(connection.Name)
            && DeployServices.OfConnectors.TryGetValue(connection.Connector.Name, out var service)
            && Host(connection) is { } host && s_local.Contains(host))
        {
            bag.Add(DeploymentDiagnostics.LivesOnRunner(deployment.Span, connection.Name, host, service.Service));
        }

        bag.AddRange(connection.Options.Where(o => s_passwords.Contains(o.Name) && o.Value is TextOption)
            .Select(o => DeploymentDiagnostics.PasswordInDeployment(o.Span, connection.Name, deployment.Name)));
    }

    // As far as the program itself says it.
    private static string? Host(ConnectionSymbol connection)
    {
        OptionValue? Find(string name) => connection.Options.FirstOrDefault(o => o.Name == name)?.Value;
        return connection.Connector.Name switch
        {
            "postgres" when Find("url") is null => Find("host") is { } host ? (host as TextOption)?.Value : "localhost",
            "postgres" or "spark" =>
                Find("url") is TextOption url && Uri.TryCreate(url.Value, UriKind.Absolute, out Uri? uri) ? uri.Host : null,
            "kafka" => Find("brokers") is TextListOption { Values: [var first, ..] } ? first[..Math.Max(0, first.LastIndexOf(':'))] : null,
            _ => null,
        };
    }
}
