using FlowLang.Benchmarks.Copy;
using FlowLang.Benchmarks.Load;
using FlowLang.Benchmarks.Operators;

// Benchmarks: each takes its own data with it and prints ratios measured in one run.
return args switch
{
    ["load", .. string[] rest] => await LoadBenchmark.RunAsync(rest),
    ["copy", .. string[] rest] => await CopyBenchmark.RunAsync(rest),
    ["operators", .. string[] rest] => OperatorsBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: Benchmarks load [--rows 2000000] [--pairs 5] [--only append|replace|upsert] [--flowc PATH]   (needs "
            + "FLOW_POSTGRES and psql)\n       Benchmarks copy [--rows 2000000] [--pairs 5] [--flowc PATH]   (needs FLOW_POSTGRES and psql)"
            + "\n       Benchmarks operators [--rows 5000000]");
    return 2;
}
