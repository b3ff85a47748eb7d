using System.Diagnostics.CodeAnalysis;

namespace FlowLang.Benchmarks.Measuring;

/// <summary>Where the servers are that a benchmark runs on; says what to set where one is missing.</summary>
internal static class Servers
{
    public static bool Find([NotNullWhen(true)] out string? postgres)
    {
        postgres = Environment.GetEnvironmentVariable("FLOW_POSTGRES");
        return IsSet(postgres, "FLOW_POSTGRES to an Npgsql connection string");
    }

    public static bool Find([NotNullWhen(true)] out string? postgres, [NotNullWhen(true)] out string? kafka)
    {
        kafka = Environment.GetEnvironmentVariable("FLOW_KAFKA");
        return Find(out postgres) & IsSet(kafka, "FLOW_KAFKA to a bootstrap server");
    }

    private static bool IsSet([NotNullWhen(true)] string? value, string what)
    {
        bool isSet = !string.IsNullOrEmpty(value);
        if (!isSet)
        {
            Console.Error.WriteLine($"set {what}");
        }

        return isSet;
    }
}
