using System.Globalization;

namespace FlowLang.Benchmarks.Measuring;

/// <summary>A benchmark's `--name value` arguments.</summary>
internal sealed class Options(string[] arguments)
{
    public string? Text(string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    public double Number(string name, double otherwise) =>
        Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
