using System.Text.RegularExpressions;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Deployments;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// What Google Cloud would refuse when it is too late: names outside of its rules, sizes that it does not have. Each gives whether all is
/// well; what was reported already as missing or ill-typed is not reported again.
/// </summary>
internal static class DeployChecks
{
    private const long Gibibyte = 1L << 30;

    public static bool Place(DeployOptions settings, BindingContext context)
    {
        bool isGood = Name(settings, "project", "^[a-z][a-z0-9-]{4,28}[a-z0-9]$", "id of a project",
            "6 to 30 lower-case letters, digits and hyphens, a letter first and no hyphen last", context);
        isGood &= Name(settings, "region", "^[a-z]+-[a-z]+[0-9]+$", "region", "one is called like `us-east1`", context);
        isGood &= Name(settings, "zone", "^[a-z]+-[a-z]+[0-9]+-[a-z]$", "zone", "one is called like `us-east1-b`", context);
        if (isGood && settings.At("region") is not null && settings.At("zone") is { } at
            && !settings.Text("zone").StartsWith(settings.Text("region") + "-", StringComparison.Ordinal))
        {
            isGood = Report(DeploymentDiagnostics.ZoneOutsideRegion(at, settings.Text("zone"), settings.Text("region")), context);
        }

        foreach ((string key, string value) in settings.Labels("labels"))
        {
            if (!Matches(key, "^[a-z][a-z0-9_-]{0,62}$") || !Matches(value, "^[a-z0-9_-]{0,63}$"))
            {
                isGood = Report(DeploymentDiagnostics.DeployName(
                    settings.At("labels") ?? TextSpan.None, $"{key}: {value}", "label",
                    "63 lower-case letters, digits, hyphens and underscores at most, a letter first in a key"), context);
            }
        }

        foreach (string email in settings.Call("alerts", "to").Where(e => !Matches(e, @"^[^@\s]+@[^@\s]+\.[^@\s]+$")))
        {
            isGood = Report(DeploymentDiagnostics.DeployName(
                settings.At("alerts") ?? TextSpan.None, email, "e-mail address", "one is written like `data@example.com`"), context);
        }

        return isGood;
    }

    public static bool Machine(DeployedRunner runner, DeployOptions options, BindingContext context)
    {
        bool isGood = MachineType(options, context);
        isGood &= Number(options, "disk", IsDisk(runner.Disk), "10 GiB to 64 TiB, in whole GiB", context);
        return isGood & Number(options, "instances", runner.Instances >= 1, "1 or more", context);
    }

    public static bool Service(DeployedService service, DeployOptions options, BindingContext context) => service switch
    {
        DeployedBucket bucket => Name(options, "name", "^(?!goog)(?!.*google)[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$", "name of a bucket",
                "3 to 63 lower-case letters, digits, hyphens and underscores, and nothing of Google's name", context)
            & Days(options, "delete_after", bucket.DeleteAfter, context) & Days(options, "retain", bucket.Retain, context)
            & Number(options, "delete_after", bucket.DeleteAfter is null || bucket.Retain is null || bucket.DeleteAfter >= bucket.Retain,
                "at least as long as `retain`", context),
        DeployedDatabase database => Name(options, "tier", "^db-[a-z0-9-]+$", "tier", "one is called like `db-custom-2-7680`", context)
            & Name(options, "version", "^POSTGRES_1[5-9]$", "version", "`POSTGRES_15` is the oldest that programs run on", context)
            & Number(options, "disk", IsDisk(database.Disk), "10 GiB to 64 TiB, in whole GiB", context),
        DeployedBus bus => Number(options, "vcpu", bus.Processors >= 3, "3 or more", context)
            && Number(options, "memory", bus.Memory % Gibibyte == 0 && bus.Memory >= bus.Processors * Gibibyte
                && bus.Memory <= bus.Processors * 8 * Gibibyte, "1 to 8 GiB for each processor, in whole GiB", context),
        DeployedCluster cluster => MachineType(options, context)
            & Number(options, "workers", cluster.Workers != 1, "0 (one machine does everything), or 2 and more", context),
        _ => true,
    };

    private static bool MachineType(DeployOptions options, BindingContext context) =>
        Name(options, "machine", "^[a-z][a-z0-9]*(-[a-z0-9]+)+$", "machine type", "one is called like `e2-standard-4`", context);

    private static bool Days(DeployOptions options, string option, TimeSpan? value, BindingContext context) => Number(
        options, option, value is null || (value >= TimeSpan.FromDays(1) && value.Value.Ticks % TimeSpan.TicksPerDay == 0),
        "one or more whole days", context);

    private static bool IsDisk(long bytes) => bytes % Gibibyte == 0 && bytes >= 10 * Gibibyte && bytes <= 65536 * Gibibyte;

    // Names that are not there are those that need not be, or whose absence was reported.
    private static bool Name(DeployOptions options, string option, string pattern, string what, string rule, BindingContext context) =>
        options.TextOrNull(option) is not { } value
            || Matches(value, pattern)
            || Report(DeploymentDiagnostics.DeployName(options.At(option) ?? TextSpan.None, value, what, rule), context);

    private static bool Number(DeployOptions options, string option, bool isGood, string rule, BindingContext context) =>
        isGood || options.At(option) is not { } at || Report(DeploymentDiagnostics.DeployNumber(at, option, rule), context);

    private static bool Report(Diagnostic diagnostic, BindingContext context)
    {
        context.Report(diagnostic);
        return false;
    }

    private static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant) && !text.EndsWith('\n');
}
