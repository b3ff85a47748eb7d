using FlowLang.Benchmarks.Analytics;
using FlowLang.Benchmarks.Cdc;
using FlowLang.Benchmarks.Copy;
using FlowLang.Benchmarks.Decoding;
using FlowLang.Benchmarks.Load;
using FlowLang.Benchmarks.Operators;
using FlowLang.Benchmarks.Planning;
using FlowLang.Benchmarks.Serve;
using FlowLang.Benchmarks.Streams;
using FlowLang.Benchmarks.Streams.Live;

// Benchmarks: each takes its own data with it and prints ratios measured in one run.
return args switch
{
    ["analytics", .. string[] rest] => await AnalyticsBenchmark.RunAsync(rest),
    [HandProgram.Name, string folder, .. string[] names] => await HandProgram.RunAsync(folder, names),
    ["load", .. string[] rest] => await LoadBenchmark.RunAsync(rest),
    ["copy", .. string[] rest] => await CopyBenchmark.RunAsync(rest),
    ["cdc", .. string[] rest] => await CdcBenchmark.RunAsync(rest),
    ["operators", .. string[] rest] => OperatorsBenchmark.Run(rest),
    ["plan", .. string[] rest] => PlanBenchmark.Run(rest),
    ["decode"] => DecodeBenchmark.Run(),
    ["streams", .. string[] rest] => await StreamBenchmark.RunAsync(rest),
    ["live", .. string[] rest] => await LiveBenchmark.RunAsync(rest),
    ["latency", .. string[] rest] => await LatencyBenchmark.RunAsync(rest),
    ["serve", .. string[] rest] => await ServeBenchmark.RunAsync(rest),
    ["start", .. string[] rest] => await StartBenchmark.RunAsync(rest),
    ["pages", .. string[] rest] => await PagesBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "usage: Benchmarks load [--rows 2000000] [--pairs 5] [--only append|replace|upsert] [--flowc PATH]   (needs "
            + "FLOW_POSTGRES and psql)\n       Benchmarks copy [--rows 2000000] [--pairs 5] [--flowc PATH]   (needs FLOW_POSTGRES and psql)"
            + "\n       Benchmarks cdc [--rows 1000000] [--pairs 2] [--bound 0.6]   (needs FLOW_POSTGRES, FLOW_KAFKA and pg_recvlogical)"
            + "\n       Benchmarks live [--records 2000000] [--pairs 3] [--flowc PATH]   (needs FLOW_POSTGRES and FLOW_KAFKA)"
            + "\n       Benchmarks latency [--rate 10000] [--seconds 20] [--warm 20] [--bound 50] [--flowc PATH]   "
            + "(needs FLOW_POSTGRES and FLOW_KAFKA)"
            + "\n       Benchmarks serve [--pipelines 10000] [--runs 200000]"
            + "\n       Benchmarks start [--times 40] [--bound 250] --flowc PATH   (of ./publish)"
            + "\n       Benchmarks pages [--pipelines 10000] [--times 50] [--bound 100] [--flowc PATH]"
            + "\n       Benchmarks plan [--transforms 10000] [--bound 3]"
            + "\n       Benchmarks operators [--rows 5000000]\n       Benchmarks decode\n       Benchmarks streams [--records 2000000]"
            + "\n       Benchmarks analytics [--scale 1] [--pairs 5] [--only q1] [--bound 1.1] [--data FOLDER] [--flowc PATH]");
    return 2;
}
